namespace KornitX.Client.Tests.Simulation;

/// <summary>How the server handles one attempt of an order's request.</summary>
internal enum ServerBehavior
{
    /// <summary>Booked, and the response says so.</summary>
    Books,

    /// <summary>Rejected because of its content.</summary>
    Rejects,

    /// <summary>The server fails and has booked nothing; the client can't know.</summary>
    FailsBeforeBooking,

    /// <summary>The server fails when it has booked; the client can't know.</summary>
    FailsAfterBooking,

    /// <summary>Booked, and the response is lost. The client can time out before the request arrives.</summary>
    LosesAnswer,

    /// <summary>Lost before it reaches the server.</summary>
    IsDropped,

    /// <summary>Rejected with Retry-After.</summary>
    IsBusy,

    /// <summary>Rejected for now, without Retry-After.</summary>
    IsTurnedAway,

    /// <summary>Rejected because of its token.</summary>
    HasBadToken,

    /// <summary>No connection: nothing is sent.</summary>
    CannotConnect,

    /// <summary>The client gets no token: nothing is sent.</summary>
    GetsNoToken,
}
