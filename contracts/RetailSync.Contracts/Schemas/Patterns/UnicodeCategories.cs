using System.Collections.Frozen;
using System.Globalization;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>The General_Category values of Unicode (UAX 44 section 5.7.1) under every name that ECMA-262 table 69 allows.</summary>
internal static class UnicodeCategories
{
    // In the order of UnicodeCategory. A name is matched with its case, as ECMA-262 asks.
    private static readonly string[] Names =
    [
        "Lu Uppercase_Letter", "Ll Lowercase_Letter", "Lt Titlecase_Letter", "Lm Modifier_Letter", "Lo Other_Letter",
        "Mn Nonspacing_Mark", "Mc Spacing_Mark", "Me Enclosing_Mark", "Nd Decimal_Number digit", "Nl Letter_Number", "No Other_Number",
        "Zs Space_Separator", "Zl Line_Separator", "Zp Paragraph_Separator", "Cc Control cntrl", "Cf Format", "Cs Surrogate", "Co Private_Use",
        "Pc Connector_Punctuation", "Pd Dash_Punctuation", "Ps Open_Punctuation", "Pe Close_Punctuation", "Pi Initial_Punctuation",
        "Pf Final_Punctuation", "Po Other_Punctuation", "Sm Math_Symbol", "Sc Currency_Symbol", "Sk Modifier_Symbol", "So Other_Symbol",
        "Cn Unassigned",
    ];

    private static readonly (string Names, string Members)[] Unions =
    [
        ("L Letter", "Lu Ll Lt Lm Lo"), ("LC Cased_Letter", "Lu Ll Lt"), ("M Mark Combining_Mark", "Mn Mc Me"), ("N Number", "Nd Nl No"),
        ("Z Separator", "Zs Zl Zp"), ("C Other", "Cc Cf Cs Co Cn"), ("P Punctuation punct", "Pc Pd Ps Pe Pi Pf Po"), ("S Symbol", "Sm Sc Sk So"),
    ];

    // Reading the category of every code point takes milliseconds, so it happens once, when the first pattern asks.
    private static readonly Lazy<FrozenDictionary<string, CodePointSet>> ByName = new(Collect);

    internal static CodePointSet? Find(string name) => ByName.Value.GetValueOrDefault(name);

    private static FrozenDictionary<string, CodePointSet> Collect()
    {
        var ranges = Names.Select(_ => new List<(int First, int Last)>()).ToArray();
        var begin = 0;
        for (var codePoint = 1; codePoint <= CodePointSet.Limit; codePoint++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(begin);
            if (codePoint == CodePointSet.Limit || CharUnicodeInfo.GetUnicodeCategory(codePoint) != category)
            {
                ranges[(int)category].Add((begin, codePoint - 1));
                begin = codePoint;
            }
        }

        var sets = new Dictionary<string, CodePointSet>(StringComparer.Ordinal);
        for (var category = 0; category < Names.Length; category++)
        {
            Add(sets, Names[category], CodePointSet.Of(ranges[category]));
        }

        foreach (var (names, members) in Unions)
        {
            Add(sets, names, CodePointSet.Union(members.Split(' ').Select(member => sets[member])));
        }

        return sets.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, CodePointSet> sets, string names, CodePointSet set)
    {
        foreach (var name in names.Split(' '))
        {
            sets[name] = set;
        }
    }
}
