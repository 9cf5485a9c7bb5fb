namespace RetailSync.Sandbox.Crm;

/// <summary>Customers and their rules. Safe to call from many threads.</summary>
internal sealed class CustomerStore
{
    private static readonly DateTimeOffset FirstConsent = new(2025, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly Ledger _ledger;
    private readonly TimeProvider _clock;
    private readonly SortedDictionary<string, Customer> _customers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Customer, ConsentPurpose Purpose, ConsentChannel Channel), Consent> _consents = [];
    private int _last;

    public CustomerStore(Ledger ledger, TimeProvider clock)
    {
        _ledger = ledger;
        _clock = clock;
        Reset();
    }

    public void Reset()
    {
        lock (_gate)
        {
            _customers.Clear();
            _consents.Clear();
            _last = 100_600;
            Add(new Customer("C-100234", new PersonName("Anna", "Keller", "Ms"), new PostalAddress("Elbchaussee 12", "22765", "Hamburg", "DE"), new ContactDetails("anna.keller@example.com", "+49401234567"), "de", Seed.Store, 1, Seed.Made, Seed.Made));
            Add(new Customer("C-100377", new PersonName("Jonas", "Weber"), new PostalAddress("Neuhauser Strasse 3", "80331", "Munich", "DE"), new ContactDetails("jonas.weber@example.com"), "de", "9521234000020", 1, Seed.Made, Seed.Made));
            Add(new Customer("C-100512", new PersonName("Sophie", "Gruber", "Dr"), new PostalAddress("Mariahilfer Strasse 88", "1070", "Vienna", "AT", "Top 14"), new ContactDetails("sophie.gruber@example.com", "+4319876543"), "de", "9521234000037", 1, Seed.Made, Seed.Made));
            _consents[("C-100234", ConsentPurpose.Marketing, ConsentChannel.Email)] =
                new Consent("C-100234", ConsentPurpose.Marketing, ConsentChannel.Email, true, LegalBasis.Consent, FirstConsent, "2025-01", FirstConsent);
        }
    }

    public IReadOnlyList<Customer> List(Func<Customer, bool> wanted)
    {
        lock (_gate)
        {
            return [.. _customers.Values.Where(wanted)];
        }
    }

    public Outcome<Customer> Find(string customerId)
    {
        lock (_gate)
        {
            return _customers.TryGetValue(customerId, out var customer) ? customer : Refusal.NotFound("customer", customerId);
        }
    }

    public Outcome<Customer> Create(CustomerInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (Judge(input, except: null) is { } refused)
            {
                return refused;
            }

            var now = _clock.GetUtcNow();
            var customer = new Customer($"C-{++_last:D6}", input.Name, input.Address, input.Contact, input.Language, input.HomeStore, 1, now, now);
            Add(customer);
            _ledger.Append("createCustomer", customer.CustomerId, request, input.Contact.Email);
            return customer;
        }
    }

    /// <summary>Changes a customer at the version that <paramref name="ifMatch"/> names.</summary>
    public Outcome<Customer> Change(string operation, string customerId, string? ifMatch, Func<Customer, CustomerInput> change, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_customers.TryGetValue(customerId, out var before))
            {
                return Refusal.NotFound("customer", customerId);
            }

            if (EntityTags.Judge(ifMatch, before.Version) is { } stale)
            {
                return stale;
            }

            var input = change(before);
            if (Judge(input, except: customerId) is { } refused)
            {
                return refused;
            }

            var after = before with
            {
                Name = input.Name,
                Address = input.Address,
                Contact = input.Contact,
                Language = input.Language,
                HomeStore = input.HomeStore,
                Version = before.Version + 1,
                UpdatedAt = _clock.GetUtcNow(),
            };
            Add(after);
            _ledger.Append(operation, customerId, request, after.Contact.Email);
            return after;
        }
    }

    public Outcome<Customer> Erase(string customerId, string? ifMatch, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_customers.TryGetValue(customerId, out var before))
            {
                return Refusal.NotFound("customer", customerId);
            }

            if (EntityTags.Judge(ifMatch, before.Version) is { } stale)
            {
                return stale;
            }

            _customers.Remove(customerId);
            foreach (var key in _consents.Keys.Where(key => key.Customer == customerId).ToList())
            {
                _consents.Remove(key);
            }

            _ledger.Append("eraseCustomer", customerId, request);
            return before;
        }
    }

    public Outcome<ConsentList> Consents(string customerId)
    {
        lock (_gate)
        {
            return _customers.ContainsKey(customerId)
                ? new ConsentList([.. _consents.Values.Where(consent => consent.CustomerId == customerId).OrderBy(consent => (consent.Purpose, consent.Channel))])
                : Refusal.NotFound("customer", customerId);
        }
    }

    /// <summary>Records a consent and returns the one in force: the newest occurrence wins, and a withdrawal wins a tie. What loses is noted too, and changes nothing.</summary>
    public Outcome<Consent> Record(string customerId, ConsentInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_customers.ContainsKey(customerId))
            {
                return Refusal.NotFound("customer", customerId);
            }

            var now = _clock.GetUtcNow();
            if (input.OccurredAt > now.AddMinutes(5))
            {
                return Refusal.Rule("consent-in-the-future", $"occurredAt is {input.OccurredAt:O}, which has not come yet.");
            }

            var key = (customerId, input.Purpose, input.Channel);
            var given = new Consent(customerId, input.Purpose, input.Channel, input.Granted, input.LegalBasis, input.OccurredAt, input.TextVersion, now);
            var inForce = _consents.TryGetValue(key, out var before) && !Wins(given, before) ? before : given;
            _consents[key] = inForce;
            _ledger.Append("recordConsent", customerId, request);
            return inForce;
        }
    }

    private static bool Wins(Consent given, Consent before) =>
        given.OccurredAt > before.OccurredAt || (given.OccurredAt == before.OccurredAt && !given.Granted);

    private Refusal? Judge(CustomerInput input, string? except)
    {
        if (input.HomeStore is { } store && !CheckDigit.Fits(store, 13))
        {
            return Refusal.Rule("gln-invalid", $"homeStore '{store}' is not a GLN: 13 digits, the last of which is a check digit.");
        }

        var twin = _customers.Values.FirstOrDefault(customer =>
            customer.CustomerId != except && customer.Contact.Email.Equals(input.Contact.Email, StringComparison.OrdinalIgnoreCase));
        return twin is null ? null : Refusal.Conflict("duplicate-email", $"{twin.CustomerId} has this e-mail address already.");
    }

    private void Add(Customer customer) => _customers[customer.CustomerId] = customer;
}
