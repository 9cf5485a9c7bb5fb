using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Plugins.NoOp;

/// <summary>The settings, as they stand under <c>Plugins:retailsync.plugins.no-op:Settings</c> in <c>yarp.json</c>.</summary>
public sealed class NoOpOptions
{
    /// <summary>What it logs when it starts. At most 100 characters; default empty: nothing.</summary>
    [MaxLength(100)]
    public string Greeting { get; init; } = "";
}

// The generator writes the validation from the attributes above.
[OptionsValidator]
internal sealed partial class NoOpOptionsValidator : IValidateOptions<NoOpOptions>;
