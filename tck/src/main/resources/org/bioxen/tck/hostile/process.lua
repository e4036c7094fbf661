-- SPDX-License-Identifier: Apache-2.0
-- What a script could do to the machine from a process of its own: other processes, temporary files, descriptors, signals.
-- Nothing here may do harm where it is not contained: files are opened for reading or updating and never written, signals are
-- number 0, processes end by themselves.

--- fork-bomb
-- ids: P1
-- about: a process that starts itself
-- expect: COMPLETED nothing
local started = 0
for _ = 1, 20 do
    local ok, process = pcall(function() return io.popen('sleep 3') end)
    if ok and process then started = started + 1 end
end
return started == 0 and 'nothing' or started

--- daemon
-- ids: P2
-- about: a process that outlives its parent
-- expect: COMPLETED nothing
local started = {}
for _, command in ipairs { '(sleep 3 &) &', 'setsid sleep 3 &', 'nohup sleep 3 >/dev/null 2>&1 &' } do
    local ok, result = pcall(function() return os.execute(command) end)
    if ok and result then started[#started + 1] = command end
end
return #started == 0 and 'nothing' or table.concat(started, ' ')

--- temporary-files
-- ids: P3
-- about: the folder of temporary files filled
-- expect: COMPLETED nothing
local files = {}
for i = 1, 20 do
    local ok, file = pcall(function() return io.tmpfile() end)
    if ok and file then
        pcall(file.write, file, ('x'):rep(100000))
        files[#files + 1] = 'tmpfile'
    end
    local named, name = pcall(function() return os.tmpname() end)
    if named and type(name) == 'string' then
        local opened, handle = pcall(function() return io.open(name, 'w') end)
        if opened and handle then
            handle:close()
            files[#files + 1] = name
            pcall(function() os.remove(name) end)
        end
    end
end
return #files == 0 and 'nothing' or #files .. ' files'

--- signals
-- ids: P4
-- about: signals to the host and to whatever runs beside
-- expect: COMPLETED nothing
local sent = {}
for _, command in ipairs { 'kill -0 $PPID', 'kill -0 1', 'kill -0 -1' } do
    local ok, result = pcall(function() return os.execute(command) end)
    if ok and result then sent[#sent + 1] = command end
end
return #sent == 0 and 'nothing' or table.concat(sent, ' ')

--- inherited-descriptors
-- ids: P5
-- about: what the parent has left open, by number
-- expect: COMPLETED nothing
local opened = {}
for i = 0, 20 do
    for _, folder in ipairs { '/proc/self/fd/', '/dev/fd/', '/proc/thread-self/fd/' } do
        local ok, file = pcall(function() return io.open(folder .. i, 'r+') end)
        if ok and file then opened[#opened + 1] = folder .. i end
    end
end
return #opened == 0 and 'nothing' or table.concat(opened, ' ')

--- protocol-forged
-- ids: P6
-- about: output that looks like the words between a host and its interpreter
-- expect: COMPLETED 4
local function frame(kind, body) return kind .. string.char(0, 0, 0, #body) .. body end
for _, stream in ipairs { io.stdout, io.stderr } do
    stream:write(frame('R', '\1evil'), frame('E', 'evil'), frame('K', ''), '\0\0\0\0', '\255\255\255\255', '\n')
    stream:write('{"result":"evil"}\n', '\27]0;evil\7', '\4', '\0')
    stream:flush()
end
return 2 + 2

--- other-processes-read
-- ids: P7
-- about: memory, environment and command line of the host and its children
-- expect: COMPLETED nothing
local opened = {}
for _, path in ipairs { '/proc/1/environ', '/proc/self/environ', '/proc/self/mem', '/proc/self/maps', '/proc/self/cwd/.', '/proc/self/root/etc/passwd',
        '/proc/self/stat', '/proc/version', '/proc/mounts', '/sys/kernel/notes', '/dev/mem', '/dev/shm/x', '/tmp/.X0-lock' } do
    local ok, file = pcall(function() return io.open(path, 'rb') end)
    if ok and file then opened[#opened + 1] = path end
end
return #opened == 0 and 'nothing' or table.concat(opened, ' ')

--- links-planted
-- ids: P9
-- about: links from where a script may write to where it may not read
-- expect: COMPLETED nothing
local secret, folder = ...
local reached = {}
local function try(what, f)
    local ok, result = pcall(f)
    if ok and result then reached[#reached + 1] = what end
end
try('link', function() return os.execute('ln -s ' .. secret .. ' ' .. folder .. '/link') end)
try('rename', function() return os.rename(secret, folder .. '/renamed') end)
try('through a link', function() return io.open('/proc/self/root' .. secret) end)
try('through the working directory', function() return io.open('/proc/self/cwd/' .. ('../'):rep(30) .. secret) end)
return #reached == 0 and 'nothing' or table.concat(reached, ' ')
