namespace RetailSync.Gateway.Tests.Hosting;

/// <summary>Where the repository lies that the running tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "RetailSync.Gateway.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The test does not run inside the repository.");
    }
}
