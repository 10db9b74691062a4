using System.Linq;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>What is public is a promise: nothing becomes so by the way.</summary>
public sealed class PublicTypesTests
{
    [Fact]
    public void These_types_are_public()
    {
        Assert.Equal(
            [
                "Addressing",
                "AddressingMix",
                "BadRowGroup`1",
                "BadRows`1",
                "BatchedOrder",
                "BookedItem",
                "Booking",
                "ClientWait",
                "Column",
                "Field",
                "Fields",
                "HttpExchange",
                "IClientObserver",
                "IdentityMatch",
                "Journal",
                "JournalAccount",
                "JournalException",
                "JournalFault",
                "JournaledOrder",
                "KornitXClient",
                "KornitXClientOptions",
                "NotSentReason",
                "Operation",
                "OrderAddress",
                "OrderBatch",
                "OrderDefaults",
                "OrderGrouper",
                "OrderIdentity",
                "OrderItem",
                "OrderRequest",
                "OrderRun",
                "OrderRunOptions",
                "Outcome",
                "Outcome.Created",
                "Outcome.NotSent",
                "Outcome.Rejected",
                "Outcome.Unknown",
                "ParsedRow",
                "PendingOrder",
                "Reference",
                "RequestOutcome",
                "Row",
                "RowError",
                "RowReader",
                "RowValue",
                "Settlement",
                "SettlementResult",
                "TokenGrant",
            ],
            typeof(KornitXClient).Assembly.GetExportedTypes()
                .Select(type => type.FullName!.Replace("KornitX.Client.", "", System.StringComparison.Ordinal).Replace('+', '.'))
                .OrderBy(name => name, System.StringComparer.Ordinal));
    }
}
