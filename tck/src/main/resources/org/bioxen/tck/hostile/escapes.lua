-- SPDX-License-Identifier: Apache-2.0
-- Ways out to the host: its classes, files, processes, variables and native code. Each script says what it reached.
-- A script is called with the path of a file that it may not read, a folder that it may not write, and a port of this host.
-- Nothing here may do harm where it is not contained: what is written, renamed or removed is that file and that folder only.

--- java-bridge-by-require
-- ids: E1
-- about: the host language's bridge, asked for as a module
-- expect: COMPLETED nothing
local reached = {}
for _, name in ipairs { 'luajava', 'java', 'javax', 'org.luaj.vm2.lib.jse.LuajavaLib', 'org/luaj/vm2/lib/jse/LuajavaLib',
        'org.luaj.vm2.lib.jse.JsePlatform', 'org.luaj.vm2.luajc.LuaJC', 'org.luaj.vm2.script.LuaScriptEngine' } do
    if pcall(require, name) then reached[#reached + 1] = name end
    if _G[name] then reached[#reached + 1] = '_G.' .. name end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- host-class-by-require
-- ids: E2
-- about: any class of the host with a fitting constructor, asked for as a module
-- expect: COMPLETED nothing
local reached = {}
for _, name in ipairs { 'org.luaj.vm2.lib.jse.JseOsLib', 'org.luaj.vm2.lib.jse.JseIoLib', 'org.luaj.vm2.lib.jse.JseBaseLib',
        'org.luaj.vm2.lib.OsLib', 'org.luaj.vm2.lib.IoLib', 'org.luaj.vm2.lib.DebugLib', 'org.luaj.vm2.lib.PackageLib',
        'org.luaj.vm2.Globals', 'org.luaj.vm2.LuaTable', 'java.lang.Object', 'java.lang.String', 'java.util.ArrayList' } do
    if pcall(require, name) then reached[#reached + 1] = name end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- searchers-called-one-by-one
-- ids: E1 E2 E8
-- about: each searcher of require called by hand, with names of classes, files and native libraries
-- expect: COMPLETED nothing
local secret = ...
local reached = {}
local searchers = package and (package.searchers or package.loaders) or {}
if package then
    pcall(function() package.path = '/?;/?.lua;?;../?' package.cpath = '/?;/usr/lib/x86_64-linux-gnu/lib?.so' end)
end
for i = 1, 10 do
    local ok, searcher = pcall(function() return searchers[i] end)
    for _, name in ipairs { 'org.luaj.vm2.lib.jse.LuajavaLib', 'org.luaj.vm2.lib.DebugLib', secret:gsub('^/', ''), 'etc/passwd',
            'socket.core', 'c' } do
        if ok and searcher then
            local found, loader = pcall(searcher, name)
            if found and type(loader) ~= 'string' and loader ~= nil then reached[#reached + 1] = i .. ':' .. name end
        end
    end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- searcher-put-back
-- ids: E2 E8
-- about: a searcher of the script's own, and a preload entry of the host's, cannot give what is not there
-- expect: COMPLETED nothing
local reached = {}
if package then
    local kept = package.searchers or package.loaders
    pcall(function()
        for name, loader in pairs(package.preload or {}) do
            if type(name) == 'string' and (name == 'ffi' or name:find('java')) then reached[#reached + 1] = name end
        end
    end)
    pcall(function() package.searchers, package.loaders = nil, nil end)
    pcall(function() package.searchers, package.loaders = kept, kept end)
    pcall(table.insert, kept, 1, function(name) return nil end)
    if pcall(require, 'org.luaj.vm2.lib.jse.LuajavaLib') then reached[#reached + 1] = 'LuajavaLib' end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- java-globals
-- ids: E3
-- about: a table of the host language's classes or of its loader, left among the globals or the loaded modules
-- expect: COMPLETED nothing
local reached = {}
for _, name in ipairs { 'java', 'javax', 'luajava', 'Java', 'python', 'jnlua', 'javavm', 'javamodule', 'System', 'Packages' } do
    if rawget(_G, name) ~= nil then reached[#reached + 1] = name end
    if package and package.loaded and package.loaded[name] ~= nil then reached[#reached + 1] = 'loaded ' .. name end
    if package and package.preload and package.preload[name] ~= nil then reached[#reached + 1] = 'preload ' .. name end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- host-objects-within-reach
-- ids: E4
-- about: a walk over all that a script can reach, in search of a value with the methods of a host object
-- expect: COMPLETED nothing
local seen, reached, queue = {}, {}, {_G, getmetatable(''), coroutine.create(function() end), print, true, 0.5}
for _, file in ipairs { 'stdin', 'stdout', 'stderr' } do queue[#queue + 1] = io and io[file] or nil end
while #queue > 0 do
    local value = table.remove(queue)
    if value ~= nil and not seen[value] then
        seen[value] = true
        for _, name in ipairs { 'getClass', 'class', 'hashCode', 'forName', 'getClassLoader', '__class__', '__globals__', 'newInstance' } do
            local ok, found = pcall(function() return value[name] end)
            if ok and found ~= nil then reached[#reached + 1] = name end
        end
        local ok, metatable = pcall(getmetatable, value)
        if ok and type(metatable) == 'table' then queue[#queue + 1] = metatable end
        if type(value) == 'table' then
            for k, v in next, value do
                if type(k) ~= 'number' and type(k) ~= 'string' then queue[#queue + 1] = k end
                if type(v) ~= 'number' and type(v) ~= 'string' then queue[#queue + 1] = v end
            end
        end
    end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- ffi
-- ids: E5
-- about: LuaJIT's way to call any C function
-- expect: COMPLETED nothing
local reached = {}
local function try(what, f)
    local ok, found = pcall(f)
    if ok and found then reached[#reached + 1] = what end
end
try('require', function() return require('ffi').C.getpid() end)
try('loaded', function() return package.loaded.ffi end)
try('preload', function() return package.preload.ffi end)
try('again', function() package.loaded.ffi = nil return require 'ffi' end)
try('jit.util', function() return require 'jit.util' end)
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- process-start
-- ids: E6
-- about: a process, by os.execute or io.popen
-- expect: COMPLETED nothing
local secret, folder = ...
local reached = {}
local function try(what, f, ...)
    local ok, found = pcall(f, ...)
    if ok and found then reached[#reached + 1] = what end
end
try('execute', os and os.execute, 'echo caught > ' .. folder .. '/by-execute')
try('popen', io and io.popen, 'echo caught > ' .. folder .. '/by-popen')
try('popen to write', io and io.popen, 'cat > ' .. folder .. '/by-pipe', 'w')
try('a shell', os and os.execute)
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- file-read
-- ids: E6 E7
-- about: a file that nobody granted, by every function that opens one
-- expect: COMPLETED nothing
local secret = ...
local reached = {}
local function try(what, f, ...)
    local ok, found = pcall(f, ...)
    if ok and found then reached[#reached + 1] = what end
end
for _, path in ipairs { secret, '/etc/passwd', '/proc/self/environ', '/proc/self/cmdline', '/./' .. secret, secret:gsub('/[^/]*$', '/./%0') } do
    try('open ' .. path, io and io.open, path)
    try('lines ' .. path, io and io.lines, path)
    try('input ' .. path, io and io.input, path)
    try('dofile ' .. path, function() dofile(path) return true end)
    try('loadfile ' .. path, function() return loadfile(path) end)
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- file-content-in-messages
-- ids: E7
-- about: the message of a file that does not compile shows nothing of it, nor whether it is there
-- expect: COMPLETED nothing
local secret = ...
local told = {}
local function message(f, path)
    local results = {pcall(f, path)}
    local text = ''
    for i = 1, #results do text = text .. ' ' .. tostring(results[i]) end
    return (text:gsub(path:gsub('%W', '%%%0'), '?'))
end
for name, f in pairs { dofile = dofile or false, loadfile = loadfile or false, open = io and io.open or false } do
    if f then
        local there, missing = message(f, secret), message(f, secret .. '.missing')
        if there ~= missing then told[#told + 1] = name .. ':' .. there .. ' / ' .. missing end
    end
end
return #told == 0 and 'nothing' or table.concat(told, ' ')

--- file-write
-- ids: E6
-- about: a file written, removed, renamed or made where nobody granted it
-- expect: COMPLETED nothing
local secret, folder = ...
local reached = {}
local function try(what, f, ...)
    local ok, found = pcall(f, ...)
    if ok and found then reached[#reached + 1] = what end
end
for _, mode in ipairs { 'w', 'a', 'w+', 'a+b' } do try('open ' .. mode, io and io.open, folder .. '/' .. mode:gsub('%W', ''), mode) end
try('append', io and io.open, secret, 'a')
try('output', io and io.output, folder .. '/output')
try('remove', os and os.remove, secret)
try('rename', os and os.rename, secret, folder .. '/stolen')
try('rename over', os and os.rename, folder, secret)
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- environment-variables
-- ids: E6
-- about: variables of the environment, and properties of the host under the same names
-- expect: COMPLETED nothing
local reached = {}
for _, name in ipairs { 'PATH', 'HOME', 'USER', 'PWD', 'SHELL', 'JAVA_HOME', 'LUA_PATH', 'LD_PRELOAD', 'java.home', 'user.dir', 'user.name',
        'java.class.path', 'os.name', 'org.bioxen.tck.secret' } do
    local ok, value = pcall(function() return os.getenv(name) end)
    if ok and value then reached[#reached + 1] = name end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- exit
-- ids: E6
-- about: os.exit ends the script, not the host
-- expect: EXIT 7
os.exit(7)

--- exit-under-pcall
-- ids: E6 S4
-- about: os.exit is not an error that pcall catches
-- expect: EXIT 3
pcall(function() pcall(os.exit, 3) end)
while true do end

--- exit-in-coroutine
-- ids: E6 S4
-- about: os.exit in a coroutine, in a metamethod, in a sort
-- expect: EXIT 5
local t = setmetatable({}, {__index = function() table.sort({3, 2, 1}, function() os.exit(5, true) end) end})
coroutine.resume(coroutine.create(function() return t.x end))
while true do end

--- native-library
-- ids: E8
-- about: native code, by package.loadlib or package.cpath
-- expect: COMPLETED nothing
local reached = {}
local function try(what, f, ...)
    local ok, found = pcall(f, ...)
    if ok and found then reached[#reached + 1] = what end
end
for _, library in ipairs { 'libc.so.6', '/lib/x86_64-linux-gnu/libc.so.6', 'libm.so.6', 'libz.so.1' } do
    try('loadlib ' .. library, package and package.loadlib, library, '*')
    try('function of ' .. library, package and package.loadlib, library, 'getpid')
end
pcall(function() package.cpath = '/usr/lib/x86_64-linux-gnu/lua/5.4/?.so;/usr/lib/x86_64-linux-gnu/lua/5.1/?.so;/lib/x86_64-linux-gnu/?.so.6' end)
try('require libc', require, 'libc')
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- socket
-- ids: E8
-- about: a connection to this host
-- expect: COMPLETED nothing
local _, _, port = ...
local reached = {}
for _, name in ipairs { 'socket', 'socket.core', 'posix', 'lfs', 'ffi', 'luv', 'nixio' } do
    local ok, library = pcall(require, name)
    if ok then
        reached[#reached + 1] = name
        pcall(function() library.connect('127.0.0.1', tonumber(port)) end)
    end
end
local ok, stream = pcall(function() return io.open('/dev/tcp/127.0.0.1/' .. port, 'r+') end)
if ok and stream then reached[#reached + 1] = '/dev/tcp' end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- module-outside-the-path
-- ids: E8 E7
-- about: require with parents, absolute paths and a search path of the script's own
-- expect: COMPLETED nothing
local secret = ...
local reached = {}
local names = {secret, secret:gsub('%.txt$', ''), '..' .. secret, '../../../../../../../..' .. secret, secret:gsub('/', '.'),
    'etc.passwd', '/etc/passwd', '....etc/passwd', 'x\0' .. secret}
pcall(function() package.path = '?;/?;/?.txt;?.txt;;' .. secret end)
for i = 1, #names do
    local ok, message = pcall(require, names[i])
    if ok then reached[#reached + 1] = names[i] end
    if package and package.searchpath then
        local called, found = pcall(package.searchpath, names[i], '?;/?;' .. secret)
        if called and found then reached[#reached + 1] = 'searchpath ' .. names[i] end
    end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- bytecode
-- ids: E9
-- about: a chunk that has been compiled before, true or forged, whole or in pieces
-- expect: COMPLETED nothing
local reached = {}
local load = loadstring or load
local read = rawget(_G, 'load')
local dumped = {'\27Lua', '\27Lua\81\0\1\4\8\4\8\0', '\27Lua\82\0\1\4\8\4\8\0\25\147\r\n\26\n', '\27LJ\2\0'}
if string.dump then
    local ok, code = pcall(string.dump, function() return 'ran' end)
    if ok and code then dumped[#dumped + 1] = code end
end
for i, code in ipairs(dumped) do
    for _, mode in ipairs { 'b', 'bt', 't' } do
        local ok, f = pcall(load, code, 'x', mode)
        if ok and type(f) == 'function' then reached[#reached + 1] = i .. mode end
        local at = 0
        ok, f = pcall(read, function() at = at + 1 return at <= #code and code:sub(at, at) or nil end, 'x', mode)
        if ok and type(f) == 'function' then reached[#reached + 1] = i .. mode .. ' in pieces' end
    end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- debug-library
-- ids: E10
-- about: what the debug library gives into other functions, the registry and the hooks, under any of its names
-- expect: COMPLETED nothing
local reached = {}
local function names(library, from)
    for _, name in ipairs { 'getregistry', 'getupvalue', 'setupvalue', 'upvaluejoin', 'upvalueid', 'setmetatable', 'sethook', 'setlocal',
            'getlocal', 'setuservalue', 'setfenv', 'getfenv', 'debug', 'setcstacklimit' } do
        local ok, f = pcall(function() return library[name] end)
        if ok and f then reached[#reached + 1] = from .. name end
    end
end
if type(debug) == 'table' then names(debug, '') end
local ok, library = pcall(require, 'debug')
if ok and type(library) == 'table' and library ~= debug then names(library, 'require ') end
ok, library = pcall(function() return package.loaded.debug end)
if ok and type(library) == 'table' and library ~= debug then names(library, 'loaded ') end
if type(debug) == 'table' and debug.getinfo then
    local called, info = pcall(debug.getinfo, 1, 'f')
    if called and type(info) == 'table' and info.func then reached[#reached + 1] = 'getinfo f' end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- function-environments
-- ids: E10 X3
-- about: environments of functions that are not the script's, by setfenv, getfenv, _ENV and load
-- expect: COMPLETED nothing
local reached = {}
if setfenv then
    pcall(setfenv, print, {})
    pcall(setfenv, string.gsub, {})
    pcall(setfenv, 0, setmetatable({}, {__index = _G}))
    if pcall(setfenv, 2, {}) then reached[#reached + 1] = 'setfenv 2' end
    for level = 0, 10 do
        local ok, env = pcall(getfenv, level)
        if ok and type(env) == 'table' and env.luajava then reached[#reached + 1] = 'getfenv ' .. level end
    end
end
local ok, f = pcall(load, 'return _ENV', 'x', 't', setmetatable({}, {__index = function(_, k) return _G[k] end}))
if ok and type(f) == 'function' then
    local env = f()
    if type(env) == 'table' and env.luajava then reached[#reached + 1] = '_ENV' end
end
return #reached == 0 and 'nothing' or table.concat(reached, ' ')

--- unpack-overflow
-- ids: E11 M4
-- about: ranges whose length overflows 32 or 64 bits, which broke native Luas
-- expect: COMPLETED contained
local unpack = table.unpack or unpack
local contained = true
for _, range in ipairs { {0, 2^31 - 1}, {-2^31, 2^31 - 1}, {1, 2^53}, {-2^53, 2^53}, {2^31 - 1000, 2^31 + 1e9}, {-1e9, 0} } do
    local ok, message = pcall(unpack, {}, range[1], range[2])
    contained = contained and not ok
end
local ok = pcall(unpack, {}, 2^31 - 2, 2^31 - 1)
return contained and 'contained' or 'unpacked'
