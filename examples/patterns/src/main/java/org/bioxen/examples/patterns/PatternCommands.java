// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.VmManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The patterns as commands of the shell: {@code example:basic} and so on. The managers come to it as to every component. */
@Component(
        service = PatternCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=example",
            "osgi.command.function=basic",
            "osgi.command.function=managed",
            "osgi.command.function=failures",
            "osgi.command.function=asynchronous",
            "osgi.command.function=interactive",
            "osgi.command.function=complete"
        })
public final class PatternCommands {
    private final VmManager manager;
    private final SessionManager sessions;

    /** Called by Declarative Services. */
    @Activate
    public PatternCommands(@Reference VmManager manager, @Reference SessionManager sessions) {
        this.manager = manager;
        this.sessions = sessions;
    }

    /** One VM. */
    public String basic() {
        Report report = new Report();
        new BasicPattern(manager).run(report);
        return report.toString();
    }

    /** Several under one owner. */
    public String managed() {
        Report report = new Report();
        new ManagedPattern(manager).run(report);
        return report.toString();
    }

    /** What can go wrong. */
    public String failures() {
        Report report = new Report();
        new FailurePattern(manager).run(report);
        return report.toString();
    }

    /** Scripts that run while the caller goes on. */
    public String asynchronous() throws InterruptedException {
        Report report = new Report();
        new AsynchronousPattern(manager).run(report);
        return report.toString();
    }

    /** A conversation that one leaves and comes back to. */
    public String interactive() throws InterruptedException {
        Report report = new Report();
        new InteractivePattern(sessions, manager).run(report);
        return report.toString();
    }

    /** A session from its beginning to its end. */
    public String complete() throws InterruptedException {
        Report report = new Report();
        new CompleteExample(sessions).run(report);
        return report.toString();
    }
}
