// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.List;
import java.util.Optional;
import org.bioxen.shell.options.UsageException;

/** All verbs, by scope. Thread-safe. */
public final class Verbs {
    private Verbs() {}

    /** Those of a scope, in the order in which help lists them; none if there is no such scope. */
    public static List<Verb> of(String scope) {
        return switch (scope) {
            case PackageVerbs.SCOPE -> PackageVerbs.all();
            case EnvironmentVerbs.SCOPE -> EnvironmentVerbs.all();
            case RepositoryVerbs.SCOPE -> RepositoryVerbs.all();
            default -> List.of();
        };
    }

    /** A verb, if there is one of this name. */
    public static Optional<Verb> find(String scope, String name) {
        return of(scope).stream().filter(verb -> verb.name().equals(name)).findFirst();
    }

    /**
     * A verb.
     *
     * @throws UsageException if there is none of this name
     */
    public static Verb get(String scope, String name) {
        return find(scope, name)
                .orElseThrow(() -> new UsageException("there is no verb '" + name + "' of " + scope + "; there are "
                        + String.join(", ", of(scope).stream().map(Verb::name).toList())));
    }

    /** What there is in a scope. */
    public static String help(String scope) {
        StringBuilder text = new StringBuilder("bioxen " + scope + " VERB [ARG…]\n");
        for (Verb verb : of(scope)) {
            text.append("\n  ").append(verb.name());
            text.append(" ".repeat(Math.max(1, 13 - verb.name().length()))).append(verb.description());
        }
        return text.append("\n\nbioxen ")
                .append(scope)
                .append(" VERB --help says what a verb takes. In the shell these are ")
                .append(scope)
                .append(":VERB.")
                .toString();
    }
}
