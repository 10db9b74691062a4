using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>Why no further order starts, and what ends the command when all outcomes have been reported.</summary>
internal abstract record RunEnding
{
    private RunEnding()
    {
    }

    /// <summary>
    /// The first error under -ErrorAction Stop. It is written last, because PowerShell takes no output after it, and the
    /// results of orders that are in flight must not be lost.
    /// </summary>
    public sealed record ErrorActionStop(ErrorRecord Error) : RunEnding;

    /// <summary>Something else than an error of ours ended the command, such as -ProgressAction Stop or an answer to Inquire.</summary>
    public sealed record Thrown(ExceptionDispatchInfo Exception) : RunEnding;

    /// <summary>The connection or the journal can't be used any more, or the service is down.</summary>
    /// <param name="Reason">What orders that are not sent have as their outcome.</param>
    public sealed record Refused(Outcome.NotSent Reason) : RunEnding
    {
        /// <summary>The orders that are not sent for this reason.</summary>
        public List<Client.OrderRequest> Orders { get; } = [];
    }
}
