using System.Globalization;

namespace KornitX;

/// <summary>
/// The summary of a run of New-KornitXCancellation or New-KornitXReturn. It is written to the information stream with the tag
/// KornitX.Summary when the run ends.
/// </summary>
/// <remarks>Each order counts once: Created, FromJournal, Rejected, NotSent, Unknown and HeldBack add up to Orders.</remarks>
public sealed class RunSummary
{
    /// <summary>The tag of the summary on the information stream.</summary>
    internal const string Tag = "KornitX.Summary";

    internal RunSummary(Client.Operation operation, Connection? connection, string? journalPath)
    {
        Operation = operation.Name;
        ApiUri = connection?.ApiUri;
        IsSandbox = connection?.Sandbox is not null;
        JournalPath = journalPath;
    }

    /// <summary>Cancellation or Return.</summary>
    public string Operation { get; }

    /// <summary>The number of orders in the input.</summary>
    public int Orders { get; internal set; }

    /// <summary>Orders that this run booked.</summary>
    public int Created { get; internal set; }

    /// <summary>Orders that an earlier run booked, according to the journal.</summary>
    public int FromJournal { get; internal set; }

    /// <summary>Orders that KornitX rejected.</summary>
    public int Rejected { get; internal set; }

    /// <summary>Orders that were not sent, or definitely had no effect.</summary>
    public int NotSent => Orders - Created - FromJournal - Rejected - Unknown - HeldBack;

    /// <summary>Orders that may have been booked, now or in an earlier run.</summary>
    public int Unknown { get; internal set; }

    /// <summary>Orders that were not sent because one of their rows is invalid.</summary>
    public int HeldBack { get; internal set; }

    /// <summary>Rows that are invalid.</summary>
    public int BadRows { get; internal set; }

    /// <summary>The duration of the run.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>The path of the journal; null without a journal.</summary>
    public string? JournalPath { get; }

    /// <summary>The API that the orders were sent to; null with -WhatIf and no connection.</summary>
    public Uri? ApiUri { get; }

    /// <summary>Whether the orders were sent to a sandbox.</summary>
    internal bool IsSandbox { get; }

    /// <summary>The number of orders whose outcome is counted, of those that are not held back.</summary>
    internal int Done { get; private set; }

    /// <summary>The counts as the beginning of a sentence, such as: 5 orders in the sandbox: 4 created, 1 rejected.</summary>
    internal string Counts
    {
        get
        {
            (int Count, string What)[] others =
            [
                (FromJournal, "from journal"), (Rejected, "rejected"), (Unknown, "unknown"), (NotSent, "not sent"),
                (HeldBack, "held back"), (BadRows, BadRows == 1 ? "bad row" : "bad rows"),
            ];
            string orders = Count(Orders, Orders == 1 ? "order" : "orders") + (IsSandbox ? " in the sandbox" : "");
            string counts = string.Concat(others.Where(one => one.Count > 0).Select(one => ", " + Count(one.Count, one.What)));
            return $"{orders}: {Count(Created, "created")}{counts}";
        }
    }

    /// <summary>The summary in one line.</summary>
    public override string ToString() =>
        $"{Counts}, in {TimeSpan.FromSeconds(Math.Floor(Duration.TotalSeconds)).ToString("c", CultureInfo.InvariantCulture)}";

    /// <summary>Counts the outcome of an order.</summary>
    internal void Add(Client.RequestOutcome done)
    {
        Done++;
        switch (done.Outcome)
        {
            case Client.Outcome.Created when done.FromJournal:
                FromJournal++;
                break;
            case Client.Outcome.Created:
                Created++;
                break;
            case Client.Outcome.Rejected:
                Rejected++;
                break;
            case Client.Outcome.Unknown:
                Unknown++;
                break;
        }
    }

    private static string Count(int count, string what) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {what}";
}
