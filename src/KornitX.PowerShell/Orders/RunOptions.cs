using System.Management.Automation;
using KornitX.Client;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>Determines the options of a run from the command that starts it.</summary>
internal static class RunOptions
{
    /// <summary>The number of queued orders per order in flight, so that the workers stay busy while the pipeline's thread writes.</summary>
    private const int QueuedPerSlot = 4;

    public static OrderRunOptions Of(PSCmdlet command, int throttleLimit, bool retryUnknown, int maximumFailureCount)
    {
        ActionPreference action = command.ErrorAction();
        // With a queue, orders are sent before earlier outcomes have been reported. Inquire must ask first, and a command that
        // follows, such as Select-Object -First, may end the pipeline.
        bool hasQueue = throttleLimit > 1
            && command.MyInvocation.PipelinePosition == command.MyInvocation.PipelineLength
            && action is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore or ActionPreference.Stop;
        return new OrderRunOptions(throttleLimit, retryUnknown)
        {
            QueueCapacity = hasQueue ? throttleLimit * QueuedPerSlot : 0,
            StopOnFirstFailure = action == ActionPreference.Stop,
            MaximumFailureCount = maximumFailureCount,
        };
    }
}
