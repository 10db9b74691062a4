using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation.Host;

namespace KornitX.Commands;

/// <summary>Asks the operator whether an order is booked.</summary>
internal static class SettlementPrompt
{
    /// <summary>The action for -WhatIf.</summary>
    public const string Action = "Ask whether it is booked, and record the answer";

    /// <summary>What the operator answers, in the order of the choices.</summary>
    public enum Answer
    {
        Booked,
        NotBooked,
        Skip,
        Stop,
    }

    /// <summary>Shows an order and asks. Writes a terminating error if the session can't ask.</summary>
    public static Answer Ask(PSCmdlet command, JournaledOrder order)
    {
        Collection<ChoiceDescription> choices =
        [
            new ChoiceDescription("&Booked", "Record as booked: later runs don't send it."),
            new ChoiceDescription("&Not booked", "Record as not booked: the next run sends it."),
            new ChoiceDescription("&Skip", "Record nothing for this order."),
            new ChoiceDescription("S&top", "Record nothing for this order and the remaining ones."),
        ];
        try
        {
            if (!Console.IsInputRedirected || command.Host.Name != "ConsoleHost")
            {
                return (Answer)command.Host.UI.PromptForChoice(
                    "Is this order booked in KornitX?", Describe(order), choices, (int)Answer.Skip);
            }
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // The session was started with -NonInteractive, or its host has no prompt. Hosts throw different exceptions then.
        }

        command.ThrowTerminatingError(SettlementErrors.NotInteractive(order));
        return Answer.Stop;
    }

    private static string Describe(JournaledOrder order)
    {
        string message = order.Message ?? "none";
        string ids = order.RequestIds is null ? "" : $" ({order.RequestIds})";
        string names = string.Join(" / ", new[] { order.OrderExternalRef, $"{order.OrderId}" }.Where(name => !string.IsNullOrEmpty(name)));
        return string.Join(
            Environment.NewLine,
            $"{order.Operation} of order {names}" + (order.Reference is null ? "" : $", reference {order.Reference}"),
            $"Items:    {order.Items}",
            $"Sent:     {order.StartedAt.ToString("G", CultureInfo.CurrentCulture)}",
            $"Response: {message}{ids}",
            "Look it up in Order Manager, under the order's History.");
    }
}
