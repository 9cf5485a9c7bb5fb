namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>The Bidi_Class values of Unicode, with those put together that RFC 5893 section 2 treats alike.</summary>
internal enum BidiClass
{
    /// <summary>L.</summary>
    Left,

    /// <summary>R and AL.</summary>
    Right,

    /// <summary>AN.</summary>
    ArabicNumber,

    /// <summary>EN.</summary>
    EuropeanNumber,

    /// <summary>NSM.</summary>
    Mark,

    /// <summary>ES, CS, ET, ON and BN.</summary>
    Neutral,
}
