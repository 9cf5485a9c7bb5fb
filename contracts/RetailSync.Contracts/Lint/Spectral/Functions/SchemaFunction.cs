using System.Buffers;
using System.Text.Json;
using RetailSync.Contracts.Lint.Spectral.Paths;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>schema</c>: values that a JSON Schema allows.</summary>
/// <param name="schema">The schema.</param>
/// <param name="isComplete">Whether every failure is told, and not only the first.</param>
internal sealed class SchemaFunction(CompiledSchema schema, bool isComplete) : ISpectralFunction
{
    // What a target with its references put in may take: a few schemas can refer to each other in a way that never fits any memory.
    private const int MostBytes = 4 << 20;
    private const int MaxDepth = 60;

    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target)
    {
        if (target.Value is null)
        {
            return [new FunctionResult($"{target.Named}must exist")];
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, MaxDepth = MaxDepth * 2 }))
        {
            if (!TryWrite(writer, target.Node with { Place = target.Node.Place with { Node = target.Value } }, target.Walker, 0))
            {
                return [new FunctionResult($"{target.Named}cannot be judged: with its references put in it is too large or too deep")];
            }
        }

        var (verdict, failures) = schema.Explain(buffer.WrittenMemory);
        var told = failures.Take(isComplete ? failures.Count : 1).Select(failure => new FunctionResult(failure.Message, Down(target, failure.InstanceLocation)));
        return verdict == SchemaVerdict.GaveUp ? [new FunctionResult($"{target.Named}cannot be judged: the schema is too costly")] : told;
    }

    private static PathNode Down(FunctionTarget target, string pointer)
    {
        var node = target.Node;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var key = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = target.Walker.Child(node, key) ?? node;
        }

        return node;
    }

    private static bool TryWrite(Utf8JsonWriter writer, PathNode node, PathWalker walker, int depth)
    {
        if (depth > MaxDepth || writer.BytesCommitted + writer.BytesPending > MostBytes)
        {
            return false;
        }

        switch (node.Value.Kind)
        {
            case SourceKind.Mapping:
                writer.WriteStartObject();
                foreach (var child in walker.Children(node))
                {
                    writer.WritePropertyName(child.Key);
                    if (!TryWriteChild(writer, child, walker, depth))
                    {
                        return false;
                    }
                }

                writer.WriteEndObject();
                return true;
            case SourceKind.List:
                writer.WriteStartArray();
                foreach (var child in walker.Children(node))
                {
                    if (!TryWriteChild(writer, child, walker, depth))
                    {
                        return false;
                    }
                }

                writer.WriteEndArray();
                return true;
            default:
                node.Value.WriteTo(writer);
                return true;
        }
    }

    // What contains itself is left out where it comes again, as a reference would be left standing.
    private static bool TryWriteChild(Utf8JsonWriter writer, PathNode child, PathWalker walker, int depth)
    {
        for (var above = child.Parent; above is not null; above = above.Parent)
        {
            if (ReferenceEquals(above.Value, child.Value) && child.Value.Kind is SourceKind.Mapping or SourceKind.List)
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
                return true;
            }
        }

        return TryWrite(writer, child, walker, depth + 1);
    }
}
