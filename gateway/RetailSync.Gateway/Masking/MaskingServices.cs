using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RetailSync.Gateway.Masking;

/// <summary>Wires masking.</summary>
internal static class MaskingServices
{
    /// <summary>Makes the masker available and puts it before every log provider.</summary>
    public static void AddMasking(this IServiceCollection services, MaskingOptions options)
    {
        services.AddSingleton<IMasker>(new Masker(options));
        services.AddSingleton<LoggerFactory>();
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new MaskingLoggerFactory(provider.GetRequiredService<LoggerFactory>(), provider.GetRequiredService<IMasker>())));
    }
}
