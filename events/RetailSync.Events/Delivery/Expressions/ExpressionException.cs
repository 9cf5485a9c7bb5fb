namespace RetailSync.Events.Delivery.Expressions;

/// <summary>An expression is not one, or has no value for an event. The message says which, and never a value.</summary>
internal sealed class ExpressionException(string message) : Exception(message);
