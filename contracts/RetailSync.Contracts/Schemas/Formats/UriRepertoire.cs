namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Which characters beyond ASCII a part of an identifier may have.</summary>
internal enum UriRepertoire
{
    /// <summary>None: RFC 3986.</summary>
    Ascii,

    /// <summary>The production <c>ucschar</c> of RFC 3987 section 2.2.</summary>
    Iri,

    /// <summary>The productions <c>ucschar</c> and <c>iprivate</c>, as in the query of an IRI and the literals of a template.</summary>
    IriWithPrivateUse,
}
