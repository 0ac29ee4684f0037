Attribute VB_Name = "Ribbon"
Option Explicit

' What the buttons of the tab call. Each click is guarded here and done in Python, by the id of its control.
' ASCII only, as VBA keeps its source in one code page: what a user reads stands in the ribbon and in the settings sheet.

Private Const SETTINGS_SHEET As String = "kesu.conf"

' Hidden name of a workbook whose register shows only what is overdue.
Private Const FILTER_NAME As String = "_kesu.button.filter"

' Hidden name of the cell that holds the newest number.
Private Const NEWEST_NAME As String = "_kesu.button.newest"

Private Panel As IRibbonUI

Public Sub kesu_OnLoad(loaded As IRibbonUI)
    Set Panel = loaded
End Sub

' All buttons.
Public Sub kesu_OnAction(control As IRibbonControl)
    kesu_Run kesu_Command(control.ID, "")
End Sub

' The toggle. Whether it stays down is asked of the workbook, so also where the click was refused or failed.
Public Sub kesu_OnToggle(control As IRibbonControl, pressed As Boolean)
    Dim State As String
    If pressed Then State = ", True" Else State = ", False"
    kesu_Run kesu_Command(control.ID, State)
    If Not Panel Is Nothing Then Panel.InvalidateControl control.ID
End Sub

Public Sub kesu_GetPressed(control As IRibbonControl, ByRef pressed)
    pressed = HasName(ActiveWorkbook, FILTER_NAME)
End Sub

' Python source for a click. An id has letters and underscores only, so nothing in it ends the quotes.
Public Function kesu_Command(ByVal ControlId As String, ByVal State As String) As String
    kesu_Command = "from kesu_xl.ribbon.dispatch import dispatch; dispatch('" & ControlId & "', '" _
        & kesu_Setting("KESU_LANG") & "'" & State & ")"
End Function

' Runs a command on the open workbook, or says what forbids it. True where it was run.
Public Function kesu_Run(ByVal Command As String) As Boolean
    Dim Refusal As String
    Refusal = kesu_Refusal()
    If Refusal <> "" Then
        Tell Refusal
        Exit Function
    End If
    RunPython Command
    kesu_Run = True
End Function

' What forbids a click now, in the user's words; "" where nothing does.
Public Function kesu_Refusal() As String
    Dim Book As Object
    Set Book = ActiveWorkbook
    If Book Is Nothing Then
        If InProtectedView() Then
            kesu_Refusal = kesu_Setting("SAY_PROTECTED_VIEW")
        Else
            kesu_Refusal = kesu_Setting("SAY_NO_WORKBOOK")
        End If
    ElseIf Not IsAddin() And LCase(Book.Name) <> LCase(ThisWorkbook.Name) Then
        kesu_Refusal = kesu_Setting("SAY_WRONG_WORKBOOK")
    ElseIf IsAddin() And HasSheet(Book, SETTINGS_SHEET) Then
        ' Its settings would go before ours: it could name any program as our Python.
        kesu_Refusal = kesu_Setting("SAY_FOREIGN_SETTINGS")
    ElseIf HasCode(Book) Then
        ' xlwings would take such a sheet for a program.
        kesu_Refusal = kesu_Setting("SAY_CODE_SHEET")
    ElseIf InStr(Book.Name, "=") > 0 Or HasVariable(Book.FullName) Then
        ' xlwings tells Python the name after an equals sign, through a command shell.
        kesu_Refusal = kesu_Setting("SAY_BOOK_NAME")
    ElseIf PythonIsGone() Then
        kesu_Refusal = kesu_Setting("SAY_PYTHON_GONE")
    End If
End Function

' After a save, when a shared workbook has the rows of others: whether one of them took the newest number as well.
Public Sub kesu_AfterSave()
    Dim Warning As String
    Warning = kesu_NumberTwice()
    If Warning <> "" Then Tell Warning
End Sub

' What to say about it; "" where the number is the only one.
Public Function kesu_NumberTwice() As String
    Dim Cell As Object
    Dim Times As Long
    If Not HasName(ThisWorkbook, NEWEST_NAME) Then Exit Function
    ' The row may be gone.
    On Error Resume Next
    Set Cell = ThisWorkbook.Names(NEWEST_NAME).RefersToRange
    If Cell Is Nothing Then Exit Function
    If CStr(Cell.Value) = "" Then Exit Function
    Times = Application.WorksheetFunction.CountIf(Cell.EntireColumn, Cell.Value)
    If Times > 1 Then kesu_NumberTwice = Replace(kesu_Setting("SAY_NUMBER_TWICE"), "{}", CStr(Cell.Value))
End Function

' A value of the settings sheet of this project; its key where there is none, so that a message is never empty.
Public Function kesu_Setting(ByVal Key As String) As String
    Dim Row As Long
    kesu_Setting = Key
    If Not HasSheet(ThisWorkbook, SETTINGS_SHEET) Then Exit Function
    Row = 1
    Do While CStr(ThisWorkbook.Worksheets(SETTINGS_SHEET).Cells(Row, 1).Value) <> ""
        If CStr(ThisWorkbook.Worksheets(SETTINGS_SHEET).Cells(Row, 1).Value) = Key Then
            kesu_Setting = CStr(ThisWorkbook.Worksheets(SETTINGS_SHEET).Cells(Row, 2).Value)
            Exit Function
        End If
        Row = Row + 1
    Loop
End Function

Private Function IsAddin() As Boolean
    IsAddin = LCase(Right(ThisWorkbook.Name, 5)) = ".xlam"
End Function

Private Function InProtectedView() As Boolean
    Dim App As Object
    ' Excel for Mac and old versions know no such window.
    On Error Resume Next
    Set App = Application
    InProtectedView = Not (App.ActiveProtectedViewWindow Is Nothing)
End Function

Private Function HasSheet(ByVal Book As Object, ByVal SheetName As String) As Boolean
    Dim Sheet As Object
    For Each Sheet In Book.Worksheets
        If LCase(Sheet.Name) = LCase(SheetName) Then HasSheet = True
    Next
End Function

Private Function HasName(ByVal Book As Object, ByVal Wanted As String) As Boolean
    Dim Item As Object
    If Book Is Nothing Then Exit Function
    For Each Item In Book.Names
        If Item.Name = Wanted Then HasName = True
    Next
End Function

Private Function HasCode(ByVal Book As Object) As Boolean
    Dim Sheet As Object
    For Each Sheet In Book.Worksheets
        If LCase(Right(Sheet.Name, 3)) = ".py" Then HasCode = True
    Next
End Function

' Two percent signs: the shell would put the value of a variable there, and with it who knows what into the command.
Private Function HasVariable(ByVal FullName As String) As Boolean
    If InStr(FullName, "://") > 0 Then FullName = Mid(FullName, InStrRev(FullName, "/") + 1)
    HasVariable = Len(FullName) - Len(Replace(FullName, "%", "")) > 1
End Function

Private Function PythonIsGone() As Boolean
    #If Mac Then
        ' Excel for Mac lives in a sandbox and cannot look.
        PythonIsGone = False
    #Else
        Dim Path As String
        Path = kesu_Setting("INTERPRETER_WIN")
        If InStr(Path, "\") = 0 Then Exit Function
        ' Without these objects nobody can look; xlwings says it then.
        On Error Resume Next
        Path = CreateObject("WScript.Shell").ExpandEnvironmentStrings(Path)
        PythonIsGone = Not CreateObject("Scripting.FileSystemObject").FileExists(Path)
    #End If
End Function

Private Sub Tell(ByVal Text As String)
    #If Mac Then
        MsgBox Text, vbExclamation
    #Else
        ' MsgBox shows the letters of one code page only, this window all of them; 4096 keeps it before Excel.
        CreateObject("WScript.Shell").Popup Text, 0, Application.Name, vbExclamation + 4096
    #End If
End Sub
