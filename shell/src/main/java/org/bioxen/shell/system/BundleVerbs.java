// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Spelling;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * The verbs of the scope {@code bundle}: by name, where Felix's own commands of these names want a number. Backends come and go by this.
 */
public final class BundleVerbs {
    /** The scope. */
    public static final String SCOPE = "bundle";

    private BundleVerbs() {}

    /** The scope with its verbs. */
    public static Scope<SystemServices> scope() {
        return new Scope<>(SCOPE, "the bundles of the container", verbs(), SystemText::of, SystemJson::of);
    }

    private static List<Verb<SystemServices>> verbs() {
        return List.of(
                verb("list")
                        .does("lists the bundles whose name has a word in it, or all")
                        .takes("[WORD]", Noun.BUNDLE)
                        .options(Option.AS_JSON)
                        .example("list bioxen")
                        .alias("bundles")
                        .by(BundleVerbs::list),
                verb("stop")
                        .does("stops bundles, until they are started again or the platform is")
                        .details("The VMs of a backend that is stopped are suspended.")
                        .takes("NAME…", Noun.BUNDLE)
                        .example("stop org.bioxen.core.luaj")
                        .by(call -> each(call, Bundle::stop)),
                verb("start")
                        .does("starts bundles")
                        .takes("NAME…", Noun.BUNDLE)
                        .example("start org.bioxen.core.luaj")
                        .by(call -> each(call, Bundle::start)));
    }

    private static Verb.Builder<SystemServices> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static Answer list(Call<SystemServices> call) {
        String word = call.operands(0, 1).stream().findFirst().orElse("").toLowerCase(Locale.ROOT);
        return Answer.of(new Listing<>(
                BundleState.class,
                Stream.of(call.services().context().getBundles())
                        .map(BundleState::of)
                        .filter(bundle -> bundle.name().toLowerCase(Locale.ROOT).contains(word))
                        .toList()));
    }

    private static Answer each(Call<SystemServices> call, Change change) {
        // All are there or none is touched.
        List<Bundle> bundles = call.operands(1, Integer.MAX_VALUE).stream()
                .map(name -> find(call, name))
                .toList();
        for (Bundle bundle : bundles) {
            try {
                change.apply(bundle);
            } catch (BundleException failed) {
                throw new CommandFailure(
                        call.verb() + " of " + bundle.getSymbolicName() + " failed: " + failed.getMessage(), failed);
            }
        }
        return Answer.nothing();
    }

    private static Bundle find(Call<SystemServices> call, String name) {
        Bundle[] bundles = call.services().context().getBundles();
        for (Bundle bundle : bundles) {
            if (name.equals(bundle.getSymbolicName()) || name.equals(Long.toString(bundle.getBundleId()))) {
                return bundle;
            }
        }
        throw new CommandFailure("there is no bundle '" + name + "'"
                + Spelling.nearest(
                                name,
                                Stream.of(bundles)
                                        .map(bundle -> String.valueOf(bundle.getSymbolicName()))
                                        .toList())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; bundle:list shows them"));
    }

    @FunctionalInterface
    private interface Change {
        void apply(Bundle bundle) throws BundleException;
    }
}
