namespace RetailSync.Gateway.Certificates;

/// <summary>What was found out about a certificate once, when it was shown; what it is worth at a given moment follows from that. Safe to use from many threads.</summary>
internal sealed class CertificateEvidence
{
    private Judgement? _last;

    /// <summary>The SHA-256 of the whole certificate.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Why it is not accepted at any time; null when nothing is wrong.</summary>
    public string? Fault { get; init; }

    /// <summary>Its names, whoever vouches for them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Why no authority vouches for its names; null when one does.</summary>
    public string? Untrusted { get; init; }

    /// <summary>The first moment at which it is valid.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The last moment at which it is valid.</summary>
    public DateTimeOffset NotAfter { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The first moment at which the whole chain is valid.</summary>
    public DateTimeOffset ChainNotBefore { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The last moment at which the whole chain is valid.</summary>
    public DateTimeOffset ChainNotAfter { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The chain below its root, leaf first; empty when no authority vouches for it.</summary>
    public IReadOnlyList<CertificateLink> Chain { get; init; } = [];

    /// <summary>A certificate that cannot even be read.</summary>
    public static CertificateEvidence Unreadable(string fault) => new() { Sha256 = "", Subject = "", Fault = fault, Untrusted = fault };

    /// <summary>What it is worth now. The last answer is remembered until time or the revocation lists change it.</summary>
    public ClientCertificate At(DateTimeOffset now, RevocationSet revocations)
    {
        var last = Volatile.Read(ref _last);
        if (last is not null && ReferenceEquals(last.Revocations, revocations) && now >= last.From && now < last.Until)
        {
            return last.Certificate;
        }

        var judged = Judge(now, revocations);
        Volatile.Write(ref _last, judged);
        return judged.Certificate;
    }

    private Judgement Judge(DateTimeOffset now, RevocationSet revocations)
    {
        var (revoked, until) = revocations.FaultOf(Chain, now);
        var fault = Fault
            ?? (now < NotBefore ? $"it is not valid before {NotBefore:u}" : now > NotAfter ? $"it expired at {NotAfter:u}" : revoked);
        var untrusted = Untrusted ?? (now < ChainNotBefore || now > ChainNotAfter ? "a certificate of its chain is not valid now" : null);

        // Between two of these moments the answer stays the same.
        DateTimeOffset[] changes = [NotBefore, ChainNotBefore, After(NotAfter), After(ChainNotAfter), until];
        return new Judgement(
            new ClientCertificate { Sha256 = Sha256, Subject = Subject, Fault = fault, Names = untrusted is null ? Names : [], Untrusted = untrusted },
            revocations,
            changes.Where(change => change <= now).Append(DateTimeOffset.MinValue).Max(),
            changes.Where(change => change > now).Append(DateTimeOffset.MaxValue).Min());
    }

    private static DateTimeOffset After(DateTimeOffset moment) => moment < DateTimeOffset.MaxValue ? moment.AddTicks(1) : moment;

    private sealed record Judgement(ClientCertificate Certificate, RevocationSet Revocations, DateTimeOffset From, DateTimeOffset Until);
}
