namespace Realtime.Integration.Tests.Servers;

/// <summary>A PostgreSQL of the test's own; without the package the test is skipped aloud.</summary>
internal sealed class PostgresServer() : Postgres(Path.GetDirectoryName(Installed.Require(Path.Combine(DebianPrograms, "initdb"), "postgresql-15"))!);
