using System.Buffers.Binary;

namespace RetailSync.Gateway.Draining;

/// <summary>Follows one direction of a WebSocket connection (RFC 6455, section 5.2) so far as to know where a frame may be put in. One thread at a time.</summary>
internal struct WebSocketFrames
{
    private const int CloseOpcode = 8;

    // The first bytes of a head, as far as they have come: two, and up to eight of an extended length.
    private ulong _extended;
    private int _headBytes;
    private byte _first;
    private byte _second;
    private ulong _left;
    private bool _isInPayload;
    private bool _isInMessage;

    /// <summary>Whether the last byte was the last of a frame.</summary>
    public readonly bool IsBetweenFrames => _headBytes == 0 && !_isInPayload;

    /// <summary>Whether no message has begun that is not finished.</summary>
    public readonly bool IsBetweenMessages => IsBetweenFrames && !_isInMessage;

    /// <summary>Whether a close frame has passed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Takes note of bytes that pass.</summary>
    public void Pass(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[PassFrame(bytes)..];
        }
    }

    /// <summary>Takes note of bytes up to the end of the frame that they are in. Returns how many those are: all, when the frame goes on.</summary>
    public int PassFrame(ReadOnlySpan<byte> bytes)
    {
        var passed = 0;
        while (!_isInPayload && passed < bytes.Length)
        {
            PassHead(bytes[passed++]);
            if (IsBetweenFrames)
            {
                return passed;
            }
        }

        if (_isInPayload)
        {
            var payload = (int)Math.Min((ulong)(bytes.Length - passed), _left);
            passed += payload;
            _left -= (ulong)payload;
            if (_left == 0)
            {
                EndFrame();
            }
        }

        return passed;
    }

    private void PassHead(byte next)
    {
        switch (_headBytes++)
        {
            case 0:
                _first = next;
                return;
            case 1:
                _second = next;
                _extended = 0;
                break;
            default:
                _extended = (_extended << 8) | next;
                break;
        }

        var (extra, mask) = ((_second & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 }, (_second & 0x80) == 0 ? 0UL : 4UL);
        if (_headBytes < 2 + extra)
        {
            return;
        }

        // The mask's four bytes count as payload: what they are does not matter here.
        _left = (extra == 0 ? (ulong)(_second & 0x7F) : _extended) + mask;
        _headBytes = 0;
        _isInPayload = true;
        if (_left == 0)
        {
            EndFrame();
        }
    }

    private void EndFrame()
    {
        var opcode = _first & 0x0F;
        _isInPayload = false;
        IsClosed |= opcode == CloseOpcode;
        if (opcode < CloseOpcode)
        {
            _isInMessage = (_first & 0x80) == 0;
        }
    }

    /// <summary>A close frame with the status 1001, "going away", as a server sends it or, masked, as a client does.</summary>
    public static byte[] GoingAway(uint? mask)
    {
        const ushort Status = 1001;
        if (mask is not { } key)
        {
            return [0x88, 2, Status >> 8, Status & 0xFF];
        }

        var frame = new byte[8];
        (frame[0], frame[1]) = (0x88, 0x80 | 2);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(2), key);
        (frame[6], frame[7]) = ((byte)((Status >> 8) ^ frame[2]), (byte)((Status & 0xFF) ^ frame[3]));
        return frame;
    }
}
