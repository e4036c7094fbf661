// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.curator.catalog.CatalogProperties;
import org.bioxen.curator.catalog.site.ConfiguredCatalog.Choice;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A catalog on a web server for each configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = HttpCatalogComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HttpCatalogComponent.Config.class, factory = true)
public final class HttpCatalogComponent {
    /** The pid of its configurations. */
    static final String PID = "org.bioxen.catalog.http";

    private static final Logger LOG = LoggerFactory.getLogger(HttpCatalogComponent.class);

    private final ConfigurationReader reader = new ConfigurationReader(PID, Config.class, LOG::warn);
    private final HttpFetcher fetcher;
    private final Path cache;
    private final ConfiguredCatalog catalog;

    /** Configuration of a catalog on a web server. */
    @ObjectClassDefinition(
            name = "BioXen catalog on a web server",
            description = "A web site with catalog.json in it. Credentials go to this server alone.")
    public @interface Config {
        /** What the catalog is called. */
        @AttributeDefinition(
                name = "Id",
                description = "What the catalog is called: up to 64 letters, digits and . - _")
        String id();

        /** An address. */
        @AttributeDefinition(
                name = "Location",
                description = "The address of the folder with catalog.json, with http or https, without credentials.")
        String location();

        /** What people are shown. */
        @AttributeDefinition(name = "Title", description = "What people are shown.", required = false)
        String title() default "";

        /** A number. */
        @AttributeDefinition(name = "Priority", description = "The highest is asked first.", required = false)
        int priority() default 0;

        /** Names with {@code *}. */
        @AttributeDefinition(
                name = "Includes",
                description = "Names of packages that are looked for here, * for anything; if empty, all.",
                required = false)
        String[] includes() default {};

        /** Names with {@code *}. */
        @AttributeDefinition(
                name = "Excludes",
                description = "Names of packages that are not looked for here, * for anything.",
                required = false)
        String[] excludes() default {};

        /** A name. */
        @AttributeDefinition(name = "User", description = "The user, if the server asks for one.", required = false)
        String user() default "";

        /** A secret. */
        @AttributeDefinition(
                name = "Password",
                description = "The user's password.",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";

        /** A secret. */
        @AttributeDefinition(
                name = "Token",
                description = "A bearer token, in place of user and password.",
                type = AttributeType.PASSWORD,
                required = false)
        String token() default "";

        /** A truth value. */
        @AttributeDefinition(
                name = "Local addresses",
                description = "Whether the server may redirect to this machine, its link and private networks.",
                required = false)
        boolean local_addresses() default false;
    }

    /** Publishes it, if its configuration makes sense by now. */
    @Activate
    public HttpCatalogComponent(
            BundleContext context, @Reference HttpFetcher fetcher, Map<String, Object> configuration) {
        this.fetcher = fetcher;
        cache = BuiltInCatalog.cache(context);
        catalog = new ConfiguredCatalog(context);
        configure(configuration);
    }

    /** Publishes it as it is to be from now on. */
    @Modified
    void configure(Map<String, Object> configuration) {
        Settings settings = Settings.read(reader.read(configuration));
        if (settings.id().isPresent() && settings.location().isPresent()) {
            String id = settings.id().get();
            catalog.publish(
                    settings.source(),
                    () -> BuiltInCatalog.web(id, settings.access(), fetcher, cache),
                    settings.choice());
        }
    }

    /** Withdraws it. */
    @Deactivate
    void withdraw() {
        catalog.withdraw();
    }

    /**
     * What is configured, as far as it can be used.
     *
     * @param location where it is, without credentials
     * @param user the user; empty if there is none
     * @param token a token in place of user and password; empty if there is none
     */
    private record Settings(
            Optional<String> id,
            Optional<Access> location,
            String user,
            String password,
            String token,
            boolean localAddresses,
            Choice choice) {
        static Settings read(Reading reading) {
            return new Settings(
                    reading.required("id", CatalogProperties::checkId),
                    reading.required("location", text -> Access.to(CatalogProperties.checkLocation(text))),
                    reading.text("user", Access::checkUser),
                    reading.secret("password", password -> password),
                    reading.secret("token", token -> token.isEmpty() ? token : Access.checkToken(token)),
                    reading.flag("local.addresses"),
                    Choice.read(reading));
        }

        List<?> source() {
            return List.of(id.orElseThrow(), location.orElseThrow().home(), user, password, token, localAddresses);
        }

        Access access() {
            Access access = location.orElseThrow();
            if (localAddresses) {
                access = access.withLocalAddresses();
            }
            if (!token.isEmpty()) {
                return access.withToken(token);
            }
            return user.isEmpty() ? access : access.withPassword(user, password);
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Settings[" + id + ", " + location + "]";
        }
    }

    /** What is wrong with such a configuration beforehand. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public List<String> problems(String pid, Map<String, ?> configuration) {
            return ConfigurationReader.problems(Config.class, configuration, Settings::read);
        }
    }
}
