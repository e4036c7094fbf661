// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * What the log lines of a thread are about: a VM, and the session of the same id if it has one. The logging bundle reads it from the
 * MDC. Immutable.
 *
 * @param vm the VM's id
 * @param session the session's id
 * @param debug whether the VM logs at debug level
 */
public record LogSubject(Optional<String> vm, Optional<String> session, boolean debug) {
    private static final String VM = "vm";
    private static final String SESSION = "session";
    private static final String DEBUG = "vm.debug";

    /** A VM, with or without a session. */
    static LogSubject of(String id, boolean conversing, boolean debug) {
        return new LogSubject(Optional.of(id), conversing ? Optional.of(id) : Optional.empty(), debug);
    }

    /** What the lines of this thread are about. */
    static LogSubject current() {
        return new LogSubject(
                Optional.ofNullable(MDC.get(VM)), Optional.ofNullable(MDC.get(SESSION)), MDC.get(DEBUG) != null);
    }

    /** Does this work; its lines are about this. */
    public void run(Runnable work) {
        LogSubject before = current();
        if (isSameAs(before)) {
            work.run();
            return;
        }
        set();
        try {
            work.run();
        } finally {
            before.set();
        }
    }

    /** As {@link #run}, with what comes of it. */
    <T> T call(Supplier<T> work) {
        List<T> result = new ArrayList<>(1);
        run(() -> result.add(work.get()));
        return result.get(0);
    }

    /** This work, to be done on another thread, where its lines are about this. */
    Runnable around(Runnable work) {
        return () -> run(work);
    }

    /** Not by the equals of records: the JDK would keep this class, and with it a bundle's class loader, in a cache of its own. */
    private boolean isSameAs(LogSubject other) {
        return debug == other.debug && vm.equals(other.vm) && session.equals(other.session);
    }

    private void set() {
        set(VM, vm);
        set(SESSION, session);
        set(DEBUG, debug ? vm : Optional.empty());
    }

    private static void set(String key, Optional<String> value) {
        if (value.isPresent()) {
            MDC.put(key, value.get());
        } else {
            MDC.remove(key);
        }
    }
}
