using System.Text.Json;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// Reads a journal's bytes independently of the module's own reader. Continues where
/// it stopped, since flushed bytes do not change.
/// </summary>
internal sealed class JournalInspector
{
    private readonly Dictionary<long, long> _intents = [];
    private readonly Dictionary<long, string> _states = [];
    private readonly HashSet<long> _inDoubt = [];
    private int _read;

    public JournalInspector()
    {
    }

    private JournalInspector(JournalInspector other)
    {
        _intents = new(other._intents);
        _states = new(other._states);
        _inDoubt = [.. other._inDoubt];
        _read = other._read;
    }

    public JournalInspector Clone() => new(this);

    /// <summary>
    /// The State of the last line about an order: Sending, Created, Rejected, NotSent, or Unknown; null when there is none.
    /// </summary>
    public string? Last(long order) => _states.GetValueOrDefault(order);

    /// <summary>How a later run must treat an order: Created, Unknown, or null when it is to be sent.</summary>
    public string? OutcomeClassifier(long order) =>
        Last(order) == "Created" ? "Created"
        : _inDoubt.Contains(order) || Last(order) is "Sending" or "Unknown" ? "Unknown"
        : null;

    /// <summary>Reads the complete lines.</summary>
    public void Read(byte[] bytes)
    {
        int end;
        while ((end = Array.IndexOf(bytes, (byte)'\n', _read)) >= 0)
        {
            if (end > _read)
                Take(bytes.AsMemory(_read, end - _read));
            _read = end + 1;
        }
    }

    /// <summary>Also reads a last line that lacks only its line feed; a truncated one is ignored.</summary>
    public void ReadAfterCrash(byte[] bytes)
    {
        // What follows a hole is lost, too: nothing waited for that write.
        int hole = Array.IndexOf(bytes, (byte)0);
        int end = hole < 0 ? bytes.Length : Array.LastIndexOf(bytes, (byte)'\n', hole) + 1;
        Read(bytes[..end]);
        if (hole >= 0 || bytes.Length == _read || bytes[^1] != '}')
            return;

        try
        {
            Take(bytes.AsMemory(_read));
            _read = bytes.Length;
        }
        catch (JsonException)
        {
            // Truncated after an inner object.
        }
    }

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument line = JsonDocument.Parse(bytes);
        if (!line.RootElement.TryGetProperty("State", out JsonElement property))
            return;

        string state = property.GetString()!;
        long number = line.RootElement.GetProperty("Number").GetInt64();
        if (state == "Settled")
        {
            _inDoubt.Remove(_intents[number]);
            _states[_intents[number]] = line.RootElement.GetProperty("IsBooked").GetBoolean() ? "Created" : "NotSent";
            return;
        }

        if (state != "Sending")
        {
            long settled = _intents[number];
            _states[settled] = state;
            if (state == "Unknown")
                _inDoubt.Add(settled);
            return;
        }

        long order = World.IdOf(
            line.RootElement.TryGetProperty("OrderId", out JsonElement id) ? id.GetInt64() : null,
            line.RootElement.TryGetProperty("OrderExternalRef", out JsonElement externalRef) ? externalRef.GetString() : null);
        if (Last(order) == "Sending")
            _inDoubt.Add(order);
        _intents.Add(number, order);
        _states[order] = state;
    }
}
