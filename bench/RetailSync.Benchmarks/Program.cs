using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RetailSync.Benchmarks;
using RetailSync.Benchmarks.Documents;
using RetailSync.Benchmarks.Stores;
using RetailSync.Benchmarks.Validation.Peers;

if (args is ["peers", .. var options])
{
    return await PeersCommand.RunAsync(options);
}

if (args is ["documents", .. var documentOptions])
{
    return DocumentsCommand.Run(documentOptions);
}

if (args is ["store", .. var storeOptions])
{
    return await StoreCommand.RunAsync(storeOptions);
}

// In this process: the repository's build rules (warnings are errors, central versions) are not made for generated projects.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsDefault());
BenchmarkSwitcher.FromAssembly(typeof(PolicyBenchmark).Assembly).Run(args, config);
return 0;
