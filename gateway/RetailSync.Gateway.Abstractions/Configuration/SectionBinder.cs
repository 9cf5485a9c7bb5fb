using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway;

/// <summary>Turns a section of the configuration into settings. Safe to call from many threads.</summary>
public static class SectionBinder
{
    /// <summary>Binds a section, unknown keys refused, and validates it. Every fault is added with its full path; settings that cannot be bound come back as the defaults.</summary>
    /// <param name="section">The section; one that is not there gives the defaults.</param>
    /// <param name="faults">Where faults go; with any the settings must not be used.</param>
    public static TOptions Bind<TOptions, TValidator>(IConfigurationSection section, ICollection<ConfigFault> faults)
        where TOptions : class, new()
        where TValidator : IValidateOptions<TOptions>, new()
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(faults);
        try
        {
            var options = section.Get<TOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new TOptions();
            foreach (var failure in new TValidator().Validate(section.Path, options).Failures ?? [])
            {
                faults.Add(new ConfigFault(section.Path, failure));
            }

            return options;
        }
        catch (InvalidOperationException unbindable)
        {
            faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
            return new TOptions();
        }
    }
}
