namespace RetailSync.Gateway;

/// <summary>The stage of life of an API version.</summary>
public enum LifeStage
{
    /// <summary>An idea with an owner.</summary>
    Proposed,

    /// <summary>Being designed; not callable in production.</summary>
    Design,

    /// <summary>In use.</summary>
    Active,

    /// <summary>In use, with a successor and an end in sight.</summary>
    Deprecated,

    /// <summary>No longer answered: 410.</summary>
    Retired,
}
