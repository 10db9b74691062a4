namespace KornitX.Client.Tests.Simulation;

/// <summary>What becomes of one try of an order's request.</summary>
internal enum Fate
{
    /// <summary>Booked, and the answer says so.</summary>
    Books,

    /// <summary>Refused for what it asks.</summary>
    Rejects,

    /// <summary>The server fails and has booked nothing; nobody here can tell.</summary>
    FailsBeforeBooking,

    /// <summary>The server fails when it has booked; nobody here can tell.</summary>
    FailsAfterBooking,

    /// <summary>Booked, and the answer is lost on its way. The wait for it may end before the request even arrives.</summary>
    LosesAnswer,

    /// <summary>Lost on its way to the server.</summary>
    IsDropped,

    /// <summary>Turned away for now, with word when to come back.</summary>
    IsBusy,

    /// <summary>Turned away for now, without such word.</summary>
    IsTurnedAway,

    /// <summary>Refused for its token.</summary>
    HasBadToken,

    /// <summary>No connection: nothing leaves.</summary>
    CannotConnect,

    /// <summary>No token is to be had for it: nothing leaves.</summary>
    GetsNoToken,
}
