using Realtime.Dashboards;

if (args.Length > 1 || (args.Length == 1 && args[0].StartsWith('-')))
{
    await Console.Error.WriteLineAsync("usage: dotnet run --project dashboards/Realtime.Dashboards -- [outdir]   (default: dashboards)").ConfigureAwait(false);
    return 2;
}

string directory = args.Length == 1 ? args[0] : "dashboards";
foreach (GeneratedFile file in GeneratedFiles.All())
{
    string path = Path.Combine(directory, file.Path);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    await File.WriteAllTextAsync(path, file.Content).ConfigureAwait(false);
    Console.WriteLine(path);
}

return 0;
