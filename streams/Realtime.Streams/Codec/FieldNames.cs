using System.Text;

namespace Realtime.Streams.Codec;

/// <summary>
/// Field names to <see cref="Field"/> and back, straight from UTF-8. Names are the snake_case of the enumeration,
/// so the enumeration is the only list.
/// </summary>
internal static class FieldNames
{
    /// <summary>Number of fields, <see cref="Field.WrongUnit"/> included.</summary>
    public const int Count = (int)Field.WrongUnit + 1;

    private const int TableSize = 512;

    private static readonly byte[][] Utf8 = [.. Enum.GetValues<Field>().Select(f => Encoding.UTF8.GetBytes(Snake(f.ToString())))];
    private static readonly short[] Table = BuildTable();

    /// <summary>The name as it stands in records.</summary>
    public static ReadOnlySpan<byte> Of(Field field) => Utf8[(int)field];

    /// <summary>The name as text, for messages.</summary>
    public static string Text(Field field) => Encoding.UTF8.GetString(Utf8[(int)field]);

    /// <summary>Finds a name; false when the field is unknown (and therefore ignored).</summary>
    public static bool TryFind(ReadOnlySpan<byte> name, out Field field)
    {
        for (int slot = Hash(name); Table[slot] >= 0; slot = (slot + 1) % TableSize)
        {
            if (name.SequenceEqual(Utf8[Table[slot]]))
            {
                field = (Field)Table[slot];
                return true;
            }
        }

        field = default;
        return false;
    }

    private static short[] BuildTable()
    {
        var table = new short[TableSize];
        Array.Fill(table, (short)-1);
        for (short i = 0; i < (int)Field.WrongUnit; i++)
        {
            int slot = Hash(Utf8[i]);
            while (table[slot] >= 0)
            {
                slot = (slot + 1) % TableSize;
            }

            table[slot] = i;
        }

        return table;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return 0;
        }

        uint h = (uint)name.Length * 0x9E3779B1 ^ name[0] * 0x85EBCA6Bu ^ name[^1] * 0xC2B2AE35u ^ name[name.Length / 2] * 0x27D4EB2Fu;
        return (int)((h ^ h >> 15) % TableSize);
    }

    private static string Snake(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 4);
        for (int i = 0; i < pascal.Length; i++)
        {
            // A number is a word of its own (Rain10min), but not behind a unit's letter (M2).
            bool number = i > 0 && char.IsDigit(pascal[i]) && char.IsLower(pascal[i - 1]);
            if ((char.IsUpper(pascal[i]) && i > 0) || number)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(pascal[i]));
        }

        return text.ToString();
    }
}
