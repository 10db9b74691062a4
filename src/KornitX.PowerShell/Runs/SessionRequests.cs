using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace KornitX.Commands;

/// <summary>What this process has sent, for each account, over all runspaces and connections.</summary>
internal static class SessionRequests
{
    private static readonly ConcurrentDictionary<JournalAccount, SentRequests> ByAccount = new();

    // A sandbox that is started later has orders of its own, even if it happens to get the same port.
    private static readonly ConditionalWeakTable<Sandbox, SentRequests> BySandbox = new();

    /// <summary>What was sent to the connection's account; null without a connection.</summary>
    public static SentRequests? Find(Connection? connection) =>
        connection is null ? null
        : connection.Sandbox is { } sandbox ? BySandbox.GetOrCreateValue(sandbox)
        : ByAccount.GetOrAdd(new JournalAccount(connection.ApiUri, connection.ClientId), static _ => new SentRequests());
}
