namespace RetailSync.Faults.Driving;

/// <summary>Where the gateways listen at the moment. Safe to use from many threads.</summary>
internal sealed class Front
{
    private volatile Uri[] _addresses = [];

    /// <summary>Says where gateways listen now.</summary>
    public void Set(IEnumerable<Uri> addresses) => _addresses = [.. addresses];

    /// <summary>One of them; null while there is none.</summary>
    /// <param name="turn">Whose turn it is: neighbouring numbers get different gateways.</param>
    public Uri? Pick(int turn)
    {
        var addresses = _addresses;
        return addresses.Length == 0 ? null : addresses[turn % addresses.Length];
    }
}
