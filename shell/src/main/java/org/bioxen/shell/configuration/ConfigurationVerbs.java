// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Spelling;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/** The verbs of the scope {@code config}. */
public final class ConfigurationVerbs {
    /** The scope. */
    public static final String SCOPE = "config";

    private ConfigurationVerbs() {}

    /** The scope with its verbs. */
    public static Scope<Configurations> scope() {
        return new Scope<>(
                SCOPE,
                "what is configured in etc/, and what could be",
                verbs(),
                ConfigurationText::of,
                ConfigurationText::json);
    }

    private static List<Verb<Configurations>> verbs() {
        return List.of(
                verb("list")
                        .does("lists all configurations with their keys, values and defaults")
                        .details("A minus stands where nothing is set, or there is no default; secrets are not shown."
                                + " Of a kind with ~NAME there may be several: choose a NAME to make one.")
                        .options(Option.AS_JSON)
                        .example("list")
                        .by(ConfigurationVerbs::list),
                verb("get")
                        .does("shows a configuration, or one key of it")
                        .takes("PID [KEY]", Noun.CONFIGURATION, Noun.KEY)
                        .options(Option.AS_JSON)
                        .example("get org.bioxen.core.session threads")
                        .by(ConfigurationVerbs::get),
                verb("set")
                        .does("sets keys of a configuration, if the values are allowed, and writes its file in etc/")
                        .details(
                                "Several VALUEs are a list. Several keys are set at once with KEY=VALUE in the place of KEY"
                                        + " VALUE, as a new one of several needs it: set org.bioxen.catalog.http~lab id=lab"
                                        + " location=https://lab.example/lua. Options come first.")
                        .takes("PID KEY VALUE…", Noun.CONFIGURATION, Noun.KEY, Noun.NONE)
                        .options(Option.AS_JSON, Option.SILENT)
                        .optionsFirst()
                        .example("set org.bioxen.core.session threads 64")
                        .by(ConfigurationVerbs::set),
                verb("unset")
                        .does("gives keys of a configuration their defaults back; without a KEY, removes its file")
                        .takes("PID [KEY…]", Noun.CONFIGURATION, Noun.KEY)
                        .options(Option.AS_JSON, Option.SILENT)
                        .example("unset org.bioxen.core.session threads")
                        .by(ConfigurationVerbs::unset));
    }

    private static Verb.Builder<Configurations> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static Answer list(Call<Configurations> call) {
        call.operands(0, 0);
        return Answer.of(new Listing<>(ConfigurationInfo.class, call.services().list()));
    }

    private static Answer get(Call<Configurations> call) {
        List<String> words = call.operands(1, 2);
        ConfigurationInfo info = call.services().get(words.get(0));
        if (words.size() == 1) {
            return Answer.of(info);
        }
        List<String> names =
                info.keys().stream().map(ConfigurationInfo.Key::name).toList();
        return Answer.of(info.keys().stream()
                .filter(key -> key.name().equals(words.get(1)))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no key '" + words.get(1) + "' of " + info.pid()
                        + Spelling.nearest(words.get(1), names)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; there are " + String.join(", ", names)))));
    }

    private static Answer set(Call<Configurations> call) {
        List<String> words = call.operands(2, Integer.MAX_VALUE);
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> given = words.subList(1, words.size());
        if (given.get(0).contains("=")) {
            for (String pair : given) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    throw new UsageException("'" + pair + "' is not KEY=VALUE, as the word before it is");
                }
                String key = pair.substring(0, equals);
                if (values.put(key, List.of(pair.substring(equals + 1))) != null) {
                    throw new UsageException(key + " is given twice");
                }
            }
        } else {
            call.operands(3, Integer.MAX_VALUE);
            values.put(given.get(0), given.subList(1, given.size()));
        }
        return Answer.of(call.services().set(words.get(0), values));
    }

    private static Answer unset(Call<Configurations> call) {
        List<String> words = call.operands(1, Integer.MAX_VALUE);
        return Answer.of(call.services().unset(words.get(0), words.subList(1, words.size())));
    }
}
