// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.PackageName;
import org.bioxen.shell.options.DefaultEnvironment;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;

/** One use of a verb on packages, environments or catalogs: what its words mean to the curator. */
final class CuratorCall {
    private final Call<CuratorServices> call;

    private CuratorCall(Call<CuratorServices> call) {
        this.call = call;
    }

    /** An action on what the words mean. */
    static Function<Call<CuratorServices>, Answer> does(Function<CuratorCall, Answer> action) {
        return call -> action.apply(new CuratorCall(call));
    }

    CuratorServices services() {
        return call.services();
    }

    boolean has(Option option) {
        return call.has(option);
    }

    Optional<String> value(Option option) {
        return call.value(option);
    }

    List<String> operands() {
        return call.operands();
    }

    List<String> operands(int least, int most) {
        return call.operands(least, most);
    }

    String operand() {
        return call.operand();
    }

    Path path(String text) {
        return call.path(text);
    }

    int count(Option option, int otherwise) {
        return call.count(option, otherwise);
    }

    /** The environment that options or variables name. */
    String environment() {
        return call.value(Option.ENV)
                .filter(name -> !name.isBlank())
                .or(call.circumstances()::environment)
                .orElseThrow(this::noEnvironment);
    }

    /** The environment that is the first operand; without one, that which the variable names. */
    String environmentOperand() {
        return operands().isEmpty()
                ? call.circumstances().environment().orElseThrow(this::noEnvironment)
                : operands().get(0);
    }

    private UsageException noEnvironment() {
        List<String> names = services().environments().list().stream()
                .map(EnvironmentInfo::name)
                .toList();
        boolean option = call.verb().options().contains(Option.ENV);
        return new UsageException(call.verb() + " needs an environment: give "
                + (option ? Option.ENV.flag() + " NAME" : "its NAME") + " or set " + DefaultEnvironment.VARIABLE + "; "
                + (names.isEmpty()
                        ? "there is none yet, env:create makes one"
                        : "there is " + String.join(", ", names)));
    }

    /** Packages by name. */
    List<PackageName> names(List<String> words) {
        return Call.read(words, PackageName::parse);
    }

    /** How a change shall be made. */
    ChangeOptions changeOptions() {
        ChangeOptions.Builder options = ChangeOptions.builder()
                .dryRun(has(Option.DRY_RUN))
                .force(has(Option.FORCE))
                .offline(has(Option.OFFLINE))
                .oldest(has(Option.OLDEST))
                .autoremove(has(Option.AUTOREMOVE))
                .allowYanked(has(Option.YANKED));
        Call.read(call.arguments().values(Option.EXCLUDE), Dependency::parse).forEach(options::exclude);
        value(Option.LOCK_TIMEOUT).ifPresent(text -> options.lockTimeout(lockTimeout(text)));
        if (!has(Option.SILENT)) {
            options.progress(call.circumstances().progress());
        }
        return options.build();
    }

    private static Duration lockTimeout(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Duration time = Quantities.time(Option.LOCK_TIMEOUT, text);
        if (time.compareTo(Duration.ofDays(1)) > 0) {
            throw new UsageException(Option.LOCK_TIMEOUT.flag() + " was given '" + text + "'; give at most 24h");
        }
        return time;
    }
}
