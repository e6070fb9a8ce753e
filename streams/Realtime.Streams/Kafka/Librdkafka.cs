using System.Reflection;
using System.Runtime.InteropServices;

namespace Realtime.Streams.Kafka;

/// <summary>Finds the native library that the .NET client brings along, for the functions that the client does not offer.</summary>
internal static class Librdkafka
{
    /// <summary>Its name in imports.</summary>
    public const string Name = "librdkafka";

    // librdkafka.so needs libsasl2.so.3, which Debian and Ubuntu do not have; Confluent.Kafka itself falls back in this order
    // (https://github.com/confluentinc/confluent-kafka-dotnet/issues/2264). The same order gives the same loaded library.
    private static readonly string[] Candidates = [Name, "centos8-librdkafka", "alpine-librdkafka"];

    static Librdkafka() => NativeLibrary.SetDllImportResolver(typeof(Librdkafka).Assembly, Resolve);

    /// <summary>Every class with imports calls this before its first one.</summary>
    public static void Ensure()
    {
        // The static constructor does it, once.
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name == Name)
        {
            foreach (string candidate in Candidates)
            {
                if (NativeLibrary.TryLoad(candidate, assembly, path, out nint handle))
                {
                    return handle;
                }
            }
        }

        return nint.Zero;
    }
}
