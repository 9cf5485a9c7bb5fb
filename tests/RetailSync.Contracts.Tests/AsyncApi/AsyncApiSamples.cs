using System.Text;
using RetailSync.Contracts.AsyncApi;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.AsyncApi;

/// <summary>Documents for the tests, and how they are read.</summary>
internal static class AsyncApiSamples
{
    /// <summary>A document that has everything the reader looks at.</summary>
    public const string Events =
        """
        asyncapi: 3.0.0
        info: { title: Customer events, version: 1.2.0 }
        defaultContentType: application/json
        servers:
          production: { host: 'broker.example:9092', protocol: kafka }
        channels:
          customers:
            address: retail.{country}.customers
            parameters:
              country: { $ref: '#/components/parameters/country' }
            servers: [{ $ref: '#/servers/production' }]
            messages:
              updated: { $ref: '#/components/messages/CustomerUpdated' }
              erased:
                name: retail.customer.erased.v1
                contentType: application/cloudevents+json
                payload:
                  schemaFormat: application/schema+json;version=2020-12
                  schema:
                    type: object
                    required: [id]
                    properties: { id: { type: string, maxLength: 20 }, type: { const: retail.customer.erased.v2 } }
                    unevaluatedProperties: false
          replies:
            address: null
            messages:
              done: { payload: { type: object } }
        operations:
          sendUpdated:
            action: send
            channel: { $ref: '#/channels/customers' }
            messages: [{ $ref: '#/channels/customers/messages/updated' }]
            traits: [{ $ref: '#/components/operationTraits/kafka' }]
          receiveAny:
            action: receive
            channel: { $ref: '#/channels/customers' }
            reply:
              address: { location: '$message.header#/replyTo' }
              channel: { $ref: '#/channels/replies' }
        components:
          parameters:
            country: { enum: [de, fr], description: Which country. }
          operationTraits:
            kafka: { summary: Over Kafka., bindings: { kafka: { clientId: { type: string } } } }
          messageTraits:
            common:
              contentType: application/json
              title: From the trait
              headers:
                type: object
                required: [ce_type]
                properties: { trace: { type: string } }
          messages:
            CustomerUpdated:
              title: A customer was changed
              traits: [{ $ref: '#/components/messageTraits/common' }]
              correlationId: { location: '$message.header#/trace' }
              headers:
                properties: { ce_type: { const: retail.customer.updated.v1 } }
              payload: { $ref: '#/components/schemas/Customer' }
              examples:
                - name: good
                  headers: { ce_type: retail.customer.updated.v1 }
                  payload: { id: C-1, name: Zoë }
                - name: bad
                  headers: {}
                  payload: { id: 5 }
            Unused: { payload: { schemaFormat: 'application/vnd.oai.openapi;version=3.0.3', schema: { type: string, nullable: true } } }
          schemas:
            Customer:
              type: object
              required: [id, name]
              properties: { id: { type: string }, name: { $ref: '#/components/schemas/Name' } }
            Name: { schemaFormat: 'application/schema+json;version=draft-07', schema: { type: string, maxLength: 5 } }
        """;

    /// <summary>Reads YAML that stands in <c>x.yaml</c>.</summary>
    public static (AsyncApiContract? Contract, string[] Faults) Read(string yaml, string file = "crm/customer-events.v1.asyncapi.yaml")
    {
        Assert.True(ContractFileName.TryParse(file, out var name));
        List<ConfigFault> faults = [];
        var document = DocumentReader.Read("x.yaml", Encoding.UTF8.GetBytes(yaml), faults);
        var contract = document is null ? null : AsyncApiReader.Read(name, "hash", document, faults);
        return (contract, [.. faults.Select(fault => fault.ToString())]);
    }

    /// <summary>Reads a document that must be without fault.</summary>
    public static AsyncApiContract Good(string yaml)
    {
        var (contract, faults) = Read(yaml);
        Assert.Empty(faults);
        return contract!;
    }

    /// <summary>The document with one text replaced, which must be there.</summary>
    public static string With(string before, string after)
    {
        Assert.Contains(before, Events, StringComparison.Ordinal);
        return Events.Replace(before, after, StringComparison.Ordinal);
    }
}
