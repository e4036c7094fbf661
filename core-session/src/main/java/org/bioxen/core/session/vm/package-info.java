/**
 * The VM manager: which VM is whose, on which backend, under which limits, and one outcome for every accepted script. Start
 * reading at {@link org.bioxen.core.session.vm.VmHost}; nobody outside calls in here but through the published service.
 */
package org.bioxen.core.session.vm;
