namespace KornitX.Sandboxes;

/// <summary>The orders a sandbox starts with by default. The demo, the help and tests refer to their IDs.</summary>
internal static class BuiltInOrders
{
    public static SandboxOrder[] Create() =>
    [
        Order(45453571, "POS-584551", SandboxOrderStatus.New,
            Item(12345678, "ABCD", 5),
            Item(12345679, "EFGH", 3)),
        Order(45453572, "POS-584552", SandboxOrderStatus.Shipped,
            Item(12345680, "ABCD", 2, shipped: 2),
            Item(12345681, "EFGH", 4, shipped: 4)),
        Order(45453573, "POS-584553", SandboxOrderStatus.PartlyShipped,
            Item(12345682, "ABCD", 3, shipped: 3),
            Item(12345683, "EFGH", 2),
            Item(12345684, "IJKL", 6, shipped: 2)),
        Order(45453574, "WEB 1001/ä#1", SandboxOrderStatus.New,
            Item(12345685, "ABCD", 1),
            Item(12345686, "MUG-11oz/ß", 2)),
        Order(45453575, "POS-584555", SandboxOrderStatus.Cancelled,
            Item(12345687, "ABCD", 1, cancelled: 1)),
        Order(45453576, "POS-584556", SandboxOrderStatus.New,
            Item(12345688, "ABCD", 10),
            Item(12345689, "EFGH", 1),
            Item(12345690, "IJKL", 4)),
        Order(45453577, "POS-584557", SandboxOrderStatus.InProduction,
            Item(12345691, "EFGH", 2)),
        Order(45453578, "POS-584558", SandboxOrderStatus.Shipped,
            Item(12345692, "ABCD", 1, shipped: 1),
            Item(12345693, "IJKL", 3, shipped: 3)),
        Order(45453579, "POS-584559", SandboxOrderStatus.New,
            Item(12345694, "IJKL", 100)),
        Order(45453580, "POS-584560", SandboxOrderStatus.Shipped,
            Item(12345695, "EFGH", 100, shipped: 100)),
    ];

    private static SandboxOrder Order(long id, string externalRef, SandboxOrderStatus status, params SandboxItem[] items) =>
        new() { Id = id, ExternalRef = externalRef, Status = status, Items = items };

    private static SandboxItem Item(long id, string externalRef, int quantity, int shipped = 0, int cancelled = 0) =>
        new() { Id = id, ExternalRef = externalRef, Quantity = quantity, Shipped = shipped, Cancelled = cancelled };
}
