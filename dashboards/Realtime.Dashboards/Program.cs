using Realtime.Dashboards;

if (args.Length > 1 || (args.Length == 1 && args[0].StartsWith('-')))
{
    await Console.Error.WriteLineAsync("usage: dotnet run --project dashboards/Realtime.Dashboards -- [root]   (default: the current folder, the repository's root)").ConfigureAwait(false);
    return 2;
}

string root = args.Length == 1 ? args[0] : ".";
foreach (GeneratedFile file in GeneratedFiles.All())
{
    string path = Path.Combine(root, file.Path);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    await File.WriteAllTextAsync(path, file.Content).ConfigureAwait(false);
    Console.WriteLine(path);
}

return 0;
