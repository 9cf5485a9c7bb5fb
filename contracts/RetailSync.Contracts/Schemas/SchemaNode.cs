namespace RetailSync.Contracts.Schemas;

/// <summary>One compiled schema. Filled by the compiler, never changed afterwards; safe to use from many threads.</summary>
/// <remarks>References are gone: where one stood alone, the schema that it names is used itself.</remarks>
internal sealed class SchemaNode(SchemaPlace place)
{
    /// <summary>Where it stands.</summary>
    public SchemaPlace Place => place;

    /// <summary>The types that are let through; none for the schema <c>false</c>.</summary>
    public ValueTypes Types { get; set; } = ValueTypes.All;

    /// <summary>The values of <c>enum</c> and <c>const</c>; the instance must be in each.</summary>
    public ValueSet[] Values { get; set; } = [];

    /// <summary>Rules for numbers.</summary>
    public NumberRules? Numbers { get; set; }

    /// <summary>Rules for texts.</summary>
    public TextRules? Texts { get; set; }

    /// <summary>Rules for lists.</summary>
    public ArrayRules? Arrays { get; set; }

    /// <summary>Rules for objects.</summary>
    public ObjectRules? Objects { get; set; }

    /// <summary>Other schemas that look at the same value.</summary>
    public Branch[] Branches { get; set; } = [];

    /// <summary>For properties or items that nothing else in this schema has looked at: <c>unevaluatedProperties</c>.</summary>
    public SchemaNode? UnevaluatedProperties { get; set; }

    /// <summary>The same for items: <c>unevaluatedItems</c>.</summary>
    public SchemaNode? UnevaluatedItems { get; set; }

    /// <summary>Whose the value is (<c>x-retailsync-owner</c>), as a number of the bundle's owners; 0: nobody's.</summary>
    public int Owner { get; init; }

    /// <summary>The same as a bit.</summary>
    public ulong OwnerMask => OwnerList.Bit(Owner);

    /// <summary>Whose the properties are that <see cref="UnevaluatedProperties"/> is for.</summary>
    public OwnerMasks UnevaluatedOwners { get; set; }

    /// <summary>Whether everything is let through, so that the value can be skipped.</summary>
    public bool LetsAllThrough { get; set; }

    /// <summary>Whether only the keywords for the kind of the value have something to say, as is so of nearly all schemas.</summary>
    public bool IsSimple { get; set; }

    /// <summary>Whether the value has to be looked at more than once.</summary>
    public bool IsLayered => Branches.Length > 0 || UnevaluatedProperties is not null || UnevaluatedItems is not null;
}
