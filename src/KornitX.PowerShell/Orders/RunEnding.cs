using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>The reason why a run ends before its input does, and how the command ends once all outcomes have been reported.</summary>
internal abstract record RunEnding
{
    private RunEnding()
    {
    }

    /// <summary>
    /// The first error with -ErrorAction Stop. It is written last, because PowerShell accepts no output after it and the results
    /// of orders in flight must not be lost.
    /// </summary>
    public sealed record ErrorActionStop(ErrorRecord Error) : RunEnding;

    /// <summary>Another preference ended the command, such as -ProgressAction Stop or the answer to an Inquire prompt.</summary>
    public sealed record Thrown(ExceptionDispatchInfo Exception) : RunEnding;

    /// <summary>The connection or the journal can no longer be used, the service is down, or the input can't be journaled.</summary>
    /// <param name="Reason">The outcome of the orders that are not sent.</param>
    public sealed record Refused(Outcome.NotSent Reason) : RunEnding
    {
        /// <summary>The orders that are not sent for this reason.</summary>
        public List<BookingRequest> Orders { get; } = [];
    }
}
