using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <content>Objects.</content>
internal sealed partial class Evaluation
{
    private bool CheckObject(SchemaNode node, ObjectRules rules, ref Utf8JsonReader reader, Marks? marks)
    {
        // For up to 64 names a number is enough.
        var present = rules.Properties.Length > 64 ? Rent() : null;
        var seen = 0UL;
        var owner = (int)reader.TokenStartIndex;
        var goesByName = rules.GoesByName;
        var (isValid, count, guess) = (true, 0, 0);
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndObject; count++)
        {
            var name = Text(ref reader);
            var number = rules.Names.Find(name, guess);
            if (number < 0)
            {
                isValid &= IsFirst(name, owner, reader.TokenStartIndex);
            }
            else if (present is null)
            {
                var bit = 1UL << number;
                isValid &= (seen & bit) == 0 || Repeats(reader.TokenStartIndex);
                seen |= bit;
                guess = number + 1;
            }
            else
            {
                isValid &= !present.Has(number) || Repeats(reader.TokenStartIndex);
                present.Add(number);
                guess = number + 1;
            }

            _failures?.Enter(name);
            isValid &= goesByName ? CheckNamed(rules, number, count, ref reader, marks) : CheckProperty(rules, number, count, ref reader, marks);
            _failures?.Leave();
            if (!isValid && !IsCollecting)
            {
                break;
            }
        }

        if (count < rules.MinProperties || count > rules.MaxProperties)
        {
            isValid = (isValid || IsCollecting) && FailCount(node, rules, count);
        }

        if (present is not null)
        {
            isValid = (isValid || IsCollecting) && HasRequired(node, rules, present) && isValid;
            Return(present);
            return isValid;
        }

        return (seen & rules.RequiredMask) == rules.RequiredMask && rules.DependentRequired.Length == 0 ? isValid : (isValid || IsCollecting) && HasRequired(node, rules, seen) && isValid;
    }

    private bool HasRequired(SchemaNode node, ObjectRules rules, ulong seen)
    {
        var present = Rent();
        present.Add(0, seen);
        var isValid = HasRequired(node, rules, present);
        Return(present);
        return isValid;
    }

    // The reader stands at the name and is moved to the end of the value.
    private bool CheckProperty(ObjectRules rules, int number, int position, ref Utf8JsonReader reader, Marks? marks)
    {
        var isValid = true;
        if (rules.PropertyNames is { } names)
        {
            var copy = reader;
            isValid = Check(names, ref copy, null);
        }

        return CheckMatching(rules, number, position, ref reader, marks) && isValid;
    }

    private bool CheckNamed(ObjectRules rules, int number, int position, ref Utf8JsonReader reader, Marks? marks)
    {
        var schema = (number >= 0 ? rules.Properties[number] : null) ?? rules.Additional;
        reader.Read();
        if (schema is null)
        {
            return Skip(ref reader);
        }

        marks?.Add(position);
        return Check(schema, ref reader, null);
    }

    private bool CheckMatching(ObjectRules rules, int number, int position, ref Utf8JsonReader reader, Marks? marks)
    {
        var isValid = true;
        var schema = number >= 0 ? rules.Properties[number] : null;
        var isLookedAt = schema is not null;
        for (var each = 0; each < rules.Patterns.Length; each++)
        {
            var (pattern, matching) = rules.Patterns[each];
            if (Matches(pattern, Text(ref reader)))
            {
                var copy = reader;
                copy.Read();
                isLookedAt = true;
                if (rules.Owners is { } matched)
                {
                    Author(matched.Patterns[each], in copy);
                }

                isValid &= Check(matching, ref copy, null);
            }
        }

        var isNamed = schema is not null;
        schema = isLookedAt ? schema : rules.Additional;
        reader.Read();
        if (rules.Owners is { } owners && schema is not null)
        {
            Author(isNamed ? owners.Named[number] : owners.Additional, in reader);
        }

        if (isLookedAt || schema is not null)
        {
            marks?.Add(position);
        }

        if (schema is null)
        {
            Skip(ref reader);
            return isValid;
        }

        return Check(schema, ref reader, null) && isValid;
    }

    private bool FailCount(SchemaNode node, ObjectRules rules, int count) => count < rules.MinProperties
        ? Fail(node, "minProperties", $"The object has {count} properties; at least {rules.MinProperties} are needed.")
        : Fail(node, "maxProperties", $"The object has {count} properties; at most {rules.MaxProperties} are allowed.");

    private bool HasRequired(SchemaNode node, ObjectRules rules, Marks present)
    {
        var isValid = true;
        foreach (var number in rules.Required)
        {
            isValid &= present.Has(number) || Fail(node, "required", $"The property '{rules.Names.Names[number]}' is missing.");
        }

        foreach (var (when, required) in rules.DependentRequired)
        {
            if (!present.Has(when))
            {
                continue;
            }

            foreach (var number in required)
            {
                isValid &= present.Has(number)
                    || Fail(node, "dependentRequired", $"The property '{rules.Names.Names[number]}' is missing; it is needed when '{rules.Names.Names[when]}' is there.");
            }
        }

        return isValid;
    }
}
