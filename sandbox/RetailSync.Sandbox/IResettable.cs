namespace RetailSync.Sandbox;

/// <summary>A system that can go back to the data it started with; <c>POST /_sandbox/reset</c> asks it to.</summary>
public interface IResettable
{
    /// <summary>Forgets every change.</summary>
    void Reset();
}
