namespace RetailSync.Gateway.Hosting;

/// <summary>Whether the TLS listener asks its clients for certificates.</summary>
public enum ClientCertificateUse
{
    /// <summary>It does not ask.</summary>
    Off,

    /// <summary>It asks; a client may go on without one and bring another credential.</summary>
    Allow,

    /// <summary>It asks, and a client without one gets no connection.</summary>
    Require,
}
