// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import org.bioxen.curator.catalog.CatalogRegistry;
import org.bioxen.spi.catalog.CatalogProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

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

    private final ServiceRegistration<CatalogProvider> published;

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
        @AttributeDefinition(name = "Title", description = "What people are shown.")
        String title() default "";

        /** A number. */
        @AttributeDefinition(name = "Priority", description = "The highest is asked first.")
        int priority() default 0;

        /** Names with {@code *}. */
        @AttributeDefinition(
                name = "Includes",
                description = "Names of packages that are looked for here, * for anything; if empty, all.")
        String[] includes() default {};

        /** Names with {@code *}. */
        @AttributeDefinition(
                name = "Excludes",
                description = "Names of packages that are not looked for here, * for anything.")
        String[] excludes() default {};

        /** A name. */
        @AttributeDefinition(name = "User", description = "The user, if the server asks for one.")
        String user() default "";

        /** A secret. */
        @AttributeDefinition(name = "Password", description = "The user's password.", type = AttributeType.PASSWORD)
        String password() default "";

        /** A secret. */
        @AttributeDefinition(
                name = "Token",
                description = "A bearer token, in place of user and password.",
                type = AttributeType.PASSWORD)
        String token() default "";

        /** A truth value. */
        @AttributeDefinition(
                name = "Local addresses",
                description = "Whether the server may redirect to this machine, its link and private networks.")
        boolean local_addresses() default false;
    }

    /**
     * Publishes it.
     *
     * @throws IllegalArgumentException if the configuration makes no sense
     */
    @Activate
    public HttpCatalogComponent(BundleContext context, @Reference HttpFetcher fetcher, Config config) {
        published = BuiltInCatalog.web(config.id(), access(config), fetcher, BuiltInCatalog.cache(context))
                .with(CatalogProvider.TITLE, config.title())
                .with(CatalogProvider.PRIORITY, config.priority())
                .with(CatalogProvider.INCLUDES, config.includes())
                .with(CatalogProvider.EXCLUDES, config.excludes())
                .publish(context, CatalogRegistry.CONFIGURATION);
    }

    private static Access access(Config config) {
        Access access = Access.to(config.location());
        if (config.local_addresses()) {
            access = access.withLocalAddresses();
        }
        if (!config.token().isEmpty()) {
            return access.withToken(config.token());
        }
        return config.user().isEmpty() ? access : access.withPassword(config.user(), config.password());
    }

    /** Withdraws it. */
    @Deactivate
    void withdraw() {
        published.unregister();
    }
}
