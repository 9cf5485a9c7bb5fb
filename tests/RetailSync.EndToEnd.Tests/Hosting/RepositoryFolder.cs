namespace RetailSync.EndToEnd.Hosting;

/// <summary>Finds the repository's own files, upwards from where the tests were built to.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RetailSync.Gateway.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"RetailSync.Gateway.sln lies nowhere above {AppContext.BaseDirectory}.");
    }
}
