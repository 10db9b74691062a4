namespace KornitX.Commands;

/// <summary>Shows the client's requests: -Verbose shows exchanges and waits, -Debug bodies, and the progress bar waits.</summary>
internal sealed class CommandObserver : IClientObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PSCmdlet _command;
    private readonly PipelineDispatcher _dispatcher;
    private readonly CommandProgress _progress;

    /// <summary>Whether exchanges are shown. If not, they are not posted, because each post wakes the pipeline's thread.</summary>
    private readonly bool _showsExchanges;

    public CommandObserver(PSCmdlet command, PipelineDispatcher dispatcher, CommandProgress progress)
    {
        _command = command;
        _dispatcher = dispatcher;
        _progress = progress;
        dispatcher.Idle = () => progress.Refresh(Pause);
        _showsExchanges = command.IsVerbose() || command.IsDebug();
    }

    /// <summary>Observes a command that only requests tokens.</summary>
    public CommandObserver(PSCmdlet command, PipelineDispatcher dispatcher, string activity)
        : this(
            command,
            dispatcher,
            new CommandProgress(command, activity, static () => ("Requesting a token", CommandProgress.UnknownPercent)))
    {
    }

    public void OnExchange(HttpExchange exchange)
    {
        if (_showsExchanges)
            _dispatcher.Post(() => Show(exchange));
    }

    public void OnWait(ClientWait wait) => _dispatcher.Post(() =>
    {
        if (_command.Stopping)
            return;

        string time = wait.Delay is { } delay ? $" {delay.TotalSeconds:0.0} s" : "";
        string next = wait.Attempt == 0 ? "" : $" before attempt {wait.Attempt + 1}";
        _command.WriteVerbose($"Waiting{time}{next}: {wait.Reason}");
        _progress.Wait(wait.Delay, wait.Reason);
    });

    public void Done() => _dispatcher.Notify(_progress.Done);

    private void Show(HttpExchange exchange)
    {
        if (_command.Stopping)
            return;

        string result = exchange.Status is { } status ? $"{status}" : "no response";
        string failure = exchange.Failure is null ? "" : $", {exchange.Failure}";
        string time = $"{exchange.Elapsed.TotalMilliseconds:0} ms";
        _command.WriteVerbose($"POST {exchange.Uri.AbsoluteUri} {result} in {time}{failure}");
        if (exchange.RequestText is { } request)
            _command.WriteDebug($"> {request}");
        if (exchange.ResponseText is { } response)
            _command.WriteDebug($"< {response}");
    }
}
