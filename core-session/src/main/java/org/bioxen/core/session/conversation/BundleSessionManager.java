// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.DetachException;
import org.bioxen.api.session.InteractiveSession;
import org.bioxen.api.session.SessionAlreadyExistsException;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.session.SessionNotFoundException;
import org.bioxen.api.session.SessionSpec;
import org.bioxen.api.vm.VmAlreadyExistsException;
import org.bioxen.api.vm.VmState;
import org.bioxen.core.session.vm.VmHost;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The sessions as one bundle sees them: what is made here, and who attaches here, belongs to that bundle. Holds no state of its own;
 * the sessions are those of the living VMs.
 */
@Component(service = SessionManager.class, scope = ServiceScope.BUNDLE)
public final class BundleSessionManager implements SessionManager {
    private final VmHost host;
    private final Bundle bundle;

    /** Made by Declarative Services, once for each bundle that uses the service. */
    @Activate
    public BundleSessionManager(@Reference VmHost host, ComponentContext context) {
        this(host, context.getUsingBundle());
    }

    /** For this bundle. */
    BundleSessionManager(VmHost host, Bundle bundle) {
        this.host = host;
        this.bundle = bundle;
    }

    @Override
    public Attachment create(SessionSpec spec) {
        AtomicReference<Session> made = new AtomicReference<>();
        AtomicReference<ClientAttachment> first = new AtomicReference<>();
        boolean done = false;
        try {
            host.converse(spec.vm(), bundle, vm -> {
                Session session = new Session(host, vm, spec);
                made.set(session);
                // Before anybody else can find it.
                first.set(session.attach(AttachOptions.controller(), host.owner(bundle)));
                return session;
            });
            done = true;
            made.get().announce();
            return first.get();
        } catch (VmAlreadyExistsException taken) {
            String id = spec.vm().id().orElse("");
            throw new SessionAlreadyExistsException(
                    host.conversation(id).isPresent()
                            ? "session '" + id
                                    + "' exists already; attach to it, terminate it first, or choose another id"
                            : "'" + id + "' is the id of a VM that has no session; choose another id",
                    taken);
        } finally {
            if (!done && made.get() != null) {
                made.get().closed(VmState.TERMINATED, "it was not made");
            }
        }
    }

    @Override
    public Attachment attach(String id, AttachOptions options) {
        return session(id).attach(options, host.owner(bundle));
    }

    @Override
    public Optional<InteractiveSession> find(String id) {
        return host.conversation(id).map(Session.class::cast);
    }

    @Override
    public InteractiveSession get(String id) {
        return session(id);
    }

    private Session session(String id) {
        return host.conversation(id)
                .map(Session.class::cast)
                .orElseThrow(() -> new SessionNotFoundException("there is no session '" + id + "'"));
    }

    @Override
    public List<SessionInfo> list() {
        return host.conversations().stream()
                .map(Session.class::cast)
                .map(Session::info)
                .toList();
    }

    @Override
    public void terminate(String id) {
        get(id).terminate();
    }

    @Override
    public Attachment controller(String id) {
        return session(id).controller();
    }

    @Override
    public void detach(String id) {
        Session session = session(id);
        if (!session.detachController()) {
            throw new DetachException("nobody controls session '" + id + "', so there is nothing to detach");
        }
    }
}
