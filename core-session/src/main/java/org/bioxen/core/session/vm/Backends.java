// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.BackendUnavailableException;
import org.bioxen.api.vm.PolicyNotEnforceableException;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.MissingBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backends that are there, and the choice among them. Thread-safe. */
final class Backends {
    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    private final Object lock = new Object();
    private final List<BoundBackend> bound = new ArrayList<>(); // guarded by lock
    private final List<MissingBackend> missing = new ArrayList<>(); // guarded by lock
    private long changes; // guarded by lock
    private boolean closed; // guarded by lock

    /** A backend that was chosen, with the service to start engines from. */
    record Choice(BoundBackend bound, LuaBackend service, BackendDescriptor descriptor) {}

    void add(BoundBackend backend) {
        synchronized (lock) {
            bound.add(backend);
            changed();
        }
    }

    /** Takes it out of the choice at once. */
    void remove(BoundBackend backend) {
        backend.leave();
        synchronized (lock) {
            bound.remove(backend);
            changed();
        }
    }

    /** A bound backend's ranking or claims have changed. */
    void touch() {
        synchronized (lock) {
            changed();
        }
    }

    void add(MissingBackend backend) {
        synchronized (lock) {
            missing.add(backend);
        }
    }

    void remove(MissingBackend backend) {
        synchronized (lock) {
            missing.remove(backend);
        }
    }

    /** Lets everybody who waits ask whether he still should. */
    void wake() {
        synchronized (lock) {
            changed();
        }
    }

    /** Wakes everybody who waits; from now on choices fail. */
    void close() {
        synchronized (lock) {
            closed = true;
            changed();
        }
    }

    private void changed() {
        changes++;
        lock.notifyAll();
    }

    /** All backends, best first, then the missing ones. */
    List<BackendInfo> infos() {
        List<BackendInfo> infos = new ArrayList<>();
        for (BoundBackend backend : ranked()) {
            describe(backend)
                    .ifPresent(choice -> infos.add(info(choice.descriptor(), backend.name(), backend.ranking())));
        }
        for (MissingBackend absent : absent()) {
            infos.add(BackendInfo.builder(absent.name())
                    .unavailable(absent.reason())
                    .build());
        }
        return infos;
    }

    private static BackendInfo info(BackendDescriptor descriptor, String name, int ranking) {
        return BackendInfo.builder(name)
                .engine(descriptor.engine())
                .luaVersions(descriptor.luaVersions())
                .interpreters(descriptor.interpreters().stream()
                        .map(BackendDescriptor.Interpreter::name)
                        .toList())
                .levels(descriptor.levels())
                .enforcements(descriptor.enforcements())
                .networked(descriptor.networked())
                .remarks(descriptor.remarks())
                .ranking(ranking)
                .build();
    }

    /**
     * The highest ranked backend that satisfies the spec whole.
     *
     * @param version the Lua version that it must run, beyond what the spec says
     * @param patient whether to wait also when there are backends, but none that fits
     * @param wait how long to wait for one
     * @param unwanted ends the wait when it says true; whoever makes it do so calls {@link #wake}
     * @throws PolicyNotEnforceableException if there are backends, but none that fits
     * @throws BackendUnavailableException if the one that is needed did not come in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Choice choose(VmSpec spec, Optional<String> version, boolean patient, Duration wait, BooleanSupplier unwanted)
            throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            long seen;
            synchronized (lock) {
                if (closed) {
                    throw new VmManagerException("the VM manager has been stopped; get the service anew");
                }
                seen = changes;
            }
            if (unwanted.getAsBoolean()) {
                throw new BackendUnavailableException("no backend is looked for any more");
            }
            Map<String, String> refusals = new TreeMap<>();
            for (BoundBackend backend : ranked()) {
                if (spec.backend().isPresent() && !spec.backend().get().equals(backend.name())) {
                    continue;
                }
                Optional<Choice> choice = describe(backend);
                if (choice.isEmpty()) {
                    continue;
                }
                Optional<String> refusal = BackendFit.refusal(choice.get().descriptor(), spec, version);
                if (refusal.isEmpty()) {
                    return choice.get();
                }
                refusals.merge(
                        backend.name(),
                        refusal.get(),
                        (newer, older) -> newer.equals(older) ? newer : newer + ", its other version " + older);
            }
            if (!refusals.isEmpty()) {
                addMissing(spec, refusals);
            }
            if (!refusals.isEmpty() && !patient) {
                throw new PolicyNotEnforceableException(message("no backend can do what was asked", refusals));
            }
            synchronized (lock) {
                while (changes == seen) {
                    long left = end - System.nanoTime();
                    if (left <= 0) {
                        break;
                    }
                    // Plus one: a wait of zero milliseconds would last for ever.
                    lock.wait(left / 1_000_000 + 1);
                }
                if (changes != seen) {
                    continue;
                }
            }
            throw unavailable(spec, refusals, wait);
        }
    }

    /** To those that refuse, those that cannot even be asked. */
    private void addMissing(VmSpec spec, Map<String, String> refusals) {
        for (MissingBackend absent : absent()) {
            if (spec.backend().filter(name -> !name.equals(absent.name())).isEmpty()) {
                refusals.putIfAbsent(absent.name(), "is not there: " + absent.reason());
            }
        }
    }

    private BackendUnavailableException unavailable(VmSpec spec, Map<String, String> refusals, Duration wait) {
        String waited = wait.isZero() ? "" : " after waiting " + Durations.format(wait);
        if (!refusals.isEmpty()) {
            return new BackendUnavailableException(message("no backend fits" + waited, refusals));
        }
        StringBuilder there = new StringBuilder();
        for (BackendInfo info : infos()) {
            there.append(there.length() == 0 ? "" : ", ").append(info);
        }
        return new BackendUnavailableException(spec.backend()
                        .map(name -> "backend '" + name + "' is not there")
                        .orElse("no backend is there")
                + waited
                + (there.length() == 0 ? "; install a backend bundle" : "; there is: " + there));
    }

    private static String message(String what, Map<String, String> refusals) {
        StringBuilder text = new StringBuilder(what).append(": ");
        String separator = "";
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            text.append(separator).append(refusal.getKey()).append(' ').append(refusal.getValue());
            separator = "; ";
        }
        return text.toString();
    }

    /**
     * Best first: by ranking; of equally ranked names the one that came first, as ever among services; but of several of one name
     * that with the newest bundle, and of those the newest service, since whoever puts an update beside what runs wants it used.
     */
    private List<BoundBackend> ranked() {
        List<BoundBackend> all;
        synchronized (lock) {
            all = new ArrayList<>(bound);
        }
        if (all.size() > 1) {
            Map<String, Long> came = new HashMap<>();
            // Read once: a ranking that changes while it is compared would confuse the sort.
            Map<BoundBackend, Integer> rankings = new HashMap<>();
            for (BoundBackend one : all) {
                came.merge(one.name(), one.serviceId(), Math::min);
                rankings.put(one, one.ranking());
            }
            all.sort(Comparator.<BoundBackend, Integer>comparing(rankings::get, Comparator.reverseOrder())
                    .thenComparing(one -> came.get(one.name()))
                    .thenComparing(BoundBackend::version, Comparator.reverseOrder())
                    .thenComparing(BoundBackend::serviceId, Comparator.reverseOrder()));
        }
        return all;
    }

    private List<MissingBackend> absent() {
        synchronized (lock) {
            return List.copyOf(missing);
        }
    }

    private static Optional<Choice> describe(BoundBackend backend) {
        try {
            return backend.service().map(service -> new Choice(backend, service, backend.describe(service)));
        } catch (BackendUnavailableException leaving) {
            return Optional.empty();
        } catch (RuntimeException | LinkageError fault) {
            LOG.warn("backend '{}' cannot be asked what it offers, so it is passed over", backend.name(), fault);
            return Optional.empty();
        }
    }
}
