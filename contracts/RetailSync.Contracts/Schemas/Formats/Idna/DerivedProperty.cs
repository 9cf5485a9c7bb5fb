namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>The derived property of a code point by RFC 5892 section 2: may a U-label have it?</summary>
internal enum DerivedProperty
{
    /// <summary>PVALID.</summary>
    Valid,

    /// <summary>CONTEXTJ and CONTEXTO: where a rule of appendix A allows it.</summary>
    Contextual,

    /// <summary>DISALLOWED and UNASSIGNED.</summary>
    Disallowed,
}
