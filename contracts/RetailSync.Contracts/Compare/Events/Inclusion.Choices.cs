using System.Numerics;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Compare.Events;

/// <content>Alternatives: <c>anyOf</c> and <c>oneOf</c>.</content>
internal sealed partial class Inclusion
{
    // Whatever branch the data takes, the reader must accept it.
    private bool FitsEveryBranch(FlatSchema writer, FlatSchema reader, string path)
    {
        var rest = writer with { Choices = [.. writer.Choices.Skip(1)] };
        var fits = true;
        var count = writer.Choices[0] is { IsExclusive: true } choice ? choice.Branches.Count : 0;
        _chosen.Push(count);
        foreach (var branch in writer.Choices[0].Branches)
        {
            fits &= Fits(rest.And(writers.Flatten(branch)), reader, path);
        }

        _chosen.Pop();
        return fits;
    }

    private bool FitsChoice(FlatSchema writer, SchemaChoice choice, string path)
    {
        if (!FitsSomeBranch(writer, choice.Branches, path))
        {
            return false;
        }

        // Of a 'oneOf' no second branch may accept the data. Where the writer chose among as many, its branches are taken to have moved along.
        return !choice.IsExclusive || choice.Branches.Count == 1 || _chosen.Contains(choice.Branches.Count) || AreApart(choice.Branches) || Open(choice.Branches[0], "oneOf");
    }

    private bool AreApart(IReadOnlyList<SchemaPart> branches)
    {
        var schemas = branches.Select(readers.Flatten).ToList();
        return schemas.Index().All(one => schemas.Skip(one.Index + 1).All(other => AreApart(one.Item, other)));
    }

    // By their types, or by a property that both require and for which they list different values.
    private bool AreApart(FlatSchema left, FlatSchema right)
    {
        if ((left.Types & right.Types) == 0 || (left.Values is { } these && right.Values is { } those && !these.Any(value => those.Any(other => AreSame(value, other)))))
        {
            return true;
        }

        return (left.Types & right.Types) == ValueTypes.Object
            && Names(left).Where(name => IsRequired(left, name) || IsRequired(right, name)).Any(name => Listed(left, name) is { } mine && Listed(right, name) is { } theirs && !mine.Any(value => theirs.Any(other => AreSame(value, other))));
    }

    private IReadOnlyList<SourceNode>? Listed(FlatSchema schema, string name) =>
        schema.Parts.Select(part => part.Below("properties", name)).OfType<SchemaPart>().Select(part => readers.Flatten(part).Values).FirstOrDefault(values => values is not null);

    private bool FitsSomeBranch(FlatSchema writer, IReadOnlyList<SchemaPart> choice, string path)
    {
        if (choice.Count == 1)
        {
            return Fits(writer, readers.Flatten(choice[0]), path);
        }

        if (choice.Any(branch => Tries(writer, readers.Flatten(branch), path)))
        {
            return true;
        }

        // A list of types is spread over branches, each of which takes one.
        var types = writer.Types;
        if (BitOperations.PopCount((uint)types) > 1 && Singles(types).All(type => choice.Any(branch => Tries(writer with { Only = type }, readers.Flatten(branch), path))))
        {
            return true;
        }

        return Miss("alternative-missing", path, "have no alternative that accepts what is described here", writer, choice[0]);
    }

    private static IEnumerable<ValueTypes> Singles(ValueTypes types)
    {
        if ((types & ValueTypes.Number) != 0)
        {
            yield return types & ValueTypes.Number;
        }

        foreach (var type in (ValueTypes[])[ValueTypes.Null, ValueTypes.Boolean, ValueTypes.Object, ValueTypes.Array, ValueTypes.Text])
        {
            if ((types & type) != 0)
            {
                yield return type;
            }
        }
    }

    // Asks without telling.
    private bool Tries(FlatSchema writer, FlatSchema reader, string path)
    {
        _trials++;
        var fits = Fits(writer, reader, path);
        _trials--;
        return fits;
    }
}
