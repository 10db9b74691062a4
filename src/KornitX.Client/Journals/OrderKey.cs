namespace KornitX.Client;

/// <summary>By what a journal knows an order.</summary>
/// <param name="Operation">Cancellation or return.</param>
/// <param name="Order">The order, as addressed.</param>
/// <param name="Reference">The caller's reference.</param>
/// <param name="Occurrence">Which request of that order in the run it is, from 1; more than one only in a stream.</param>
public readonly record struct OrderKey(Operation Operation, OrderAddress Order, string? Reference, int Occurrence);
