# The gateway as an image. docs/production.md says how to run it: ports, probes, memory, the folders that it writes to.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Build.targets Directory.Packages.props global.json ./
COPY gateway/ gateway/
COPY contracts/ contracts/
COPY catalog/ catalog/
COPY plugins/ plugins/
COPY policies/ policies/
COPY store/ store/
COPY events/ events/
COPY sandbox/ sandbox/
RUN dotnet publish gateway/RetailSync.Gateway -c Release -o /app -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /gateway
COPY --from=build /app /app
# A deployment mounts its own over these.
COPY yarp.json ./
COPY contracts/ contracts/
COPY catalog/landscape/ catalog/landscape/

# With a read-only root file system, this volume and /tmp are all that is written to; the diagnostics socket would be in /tmp.
ENV DOTNET_ENVIRONMENT=Production \
    DOTNET_EnableDiagnostics=0 \
    RETAILSYNC__DataFolder=/var/lib/retailsync \
    RETAILSYNC__Listeners__Address=0.0.0.0 \
    RETAILSYNC__Operators__Address=0.0.0.0 \
    RETAILSYNC__Operators__Key=env:OPERATORS_KEY
RUN mkdir -p /var/lib/retailsync && chown $APP_UID /var/lib/retailsync
VOLUME /var/lib/retailsync
USER $APP_UID
EXPOSE 8080 8443 8081

# The first SIGTERM drains, a second one stops at once. No HEALTHCHECK: the image holds no HTTP client; probe /health and /ready on port 8081 from outside.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/RetailSync.Gateway.dll", "--config", "/gateway/yarp.json"]
